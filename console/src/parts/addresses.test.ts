import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { addressOf, idAt, newIncidentAddress } from "./addresses";

test("an identifier leads to the page of its thing, whatever it is made of", () => {
  for (const id of ["a/b", "../people", "1?kind=constraint", "1#top", "50%", "ريف", "1 2"]) {
    const { pathname, search, hash } = new URL(addressOf("notices", id), "http://office");
    expect([search, hash]).toEqual(["", ""]);
    const [, place, ...rest] = pathname.split("/");
    expect([place, rest.map(decodeURIComponent)]).toEqual(["notices", [id]]);
    expect(idAt("notices", pathname)).toBe(id);
  }
  for (const path of ["/notices", "/notices/", "/reports/1", "/notices/1/change", "/notices/%"]) {
    expect(idAt("notices", path)).toBeUndefined();
  }
});

test("an identifier in the query of an address stays whole", () => {
  for (const id of ["a/b", "1?kind=constraint&x=y", "1#top", "50%", "ريف", "1 2", "a+b"]) {
    const { pathname, searchParams, hash } = new URL(newIncidentAddress("quiet_period", id), "http://office");
    expect([pathname, hash, [...searchParams]]).toEqual(["/incidents/new", "", [["quiet_period", id]]]);
  }
});

test("no page puts the address of a thing together by itself", () => {
  const src = resolve(import.meta.dirname, "..");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" });
  const found = files
    .filter((name) => /\.(svelte|ts)$/.test(name) && !/\.test\.ts$/.test(name))
    .flatMap((name) => {
      const made = readFileSync(join(src, name), "utf8").match(
        /["'`]\/(agreements|incidents|notices|operations|parties|threads)(\/drafts)?\/(:id"?, \{|\$?\{).*/g,
      );
      return (made ?? []).map((line) => `${name}: ${line}`);
    });
  expect(found).toEqual([]);
});
