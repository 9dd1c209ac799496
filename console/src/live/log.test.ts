import { describe, expect, test } from "vitest";
import type { Schema } from "../api/client";
import { contestsOf, findingOf, idOfKey, kindOfCosigner, nameOfKey } from "./log";

const contest = (finding: string, party: string, at: string) => ({
  finding,
  party,
  at,
  own_centre: true,
  contradiction: `${finding} by ${party}`,
});
const log = (...contests: object[]) => ({ contests }) as unknown as Schema["LogOut"];
const watch = (own_office: boolean, ...contests: object[]) =>
  ({ logs: [{ own_office, contests }] }) as unknown as Schema["LogWatchOut"];

describe("what was found against the log", () => {
  test("is the worst first, and of each party once", () => {
    const office = log(
      contest("shortened", "relief", "2026-01-01"),
      contest("split", "army", "2026-01-03"),
      contest("split", "relief", "2026-01-02"),
      contest("split", "relief", "2026-01-04"),
    );
    const found = contestsOf(office, undefined, "army").map(({ finding, party, at }) => `${finding} ${party} ${at}`);
    expect(found).toEqual(["split relief 2026-01-02", "split army 2026-01-03", "shortened relief 2026-01-01"]);
  });

  test("by the own centre is there though the office shows nothing of it", () => {
    const own = watch(true, { finding: "rewritten", at: "2026-01-01", by: "", contradiction: "{}" });
    expect(contestsOf(log(), own, "army")).toEqual([
      { finding: "rewritten", party: "army", at: "2026-01-01", evidence: "{}" },
    ]);
    expect(contestsOf(undefined, own, "army")).toHaveLength(1);
  });

  test("of a log that is not the office's is none of it", () => {
    const other = watch(false, { finding: "split", at: "2026-01-01", by: "", contradiction: "{}" });
    expect(contestsOf(log(), other, "army")).toEqual([]);
  });

  test("by a word that is not known here is the worst", () => {
    const office = log(contest("split", "army", "2026-01-01"), contest("melted", "relief", "2026-01-02"));
    expect(contestsOf(office, undefined, "").map(findingOf)).toEqual(["other", "split"]);
  });
});

test("a key is called by its name and its digits", () => {
  expect(nameOfKey("witness.example/w1+1a2b3c4d+BA+/=")).toBe("witness.example/w1");
  expect(idOfKey("witness.example/w1+1a2b3c4d+BA+/=")).toBe("1a2b3c4d");
});

test("a cosigner is whose the office says its key is, by name and digits, and nobody's where it says nothing", () => {
  const witness = (party: string, own_centre: boolean, key: string) => ({ party, own_centre, key });
  const told = {
    witnesses: [
      witness("army", false, "here/army/witness+0a0b0c0d+AAAA"),
      witness("relief", true, "relief.example/witness+11111111+BBBB"),
      witness("", false, "far.example+22222222+CCCC"),
    ],
    outside: [{ key: "asked.example+33333333+DDDD", standing: "not-asked" }],
  } as unknown as Schema["LogOut"];
  const kind = (name: string, keyId: string) => kindOfCosigner(told, { name, keyId });
  expect(kind("here/army/witness", "0a0b0c0d")).toBe("hosted");
  expect(kind("relief.example/witness", "11111111")).toBe("own");
  expect(kind("far.example", "22222222")).toBe("outside");
  expect(kind("asked.example", "33333333")).toBe("outside");
  expect(kind("relief.example/witness", "0a0b0c0d")).toBeUndefined();
  expect(kind("here/army/witness", "0a0b0c0e")).toBeUndefined();
  expect(kindOfCosigner(undefined, { name: "far.example", keyId: "22222222" })).toBeUndefined();
});
