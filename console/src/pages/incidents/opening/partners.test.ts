import { expect, test } from "vitest";
import type { Agreement, Party } from "../../../live/picture.svelte";
import { partnersOf } from "./partners";

const party = (id: string, more: object = {}) =>
  ({ id, state: "admitted", profile: { name: id.toUpperCase() }, ...more }) as unknown as Party;
const agreed = (others: string[], standing: string, level = "information") =>
  ({ id: others.join(), parties: ["us", ...others], standing, level, title: "" }) as unknown as Agreement;
const order = (one: string, other: string) => one.localeCompare(other, "en");

test("those are offered with whom information is agreed on, by name; of the others it is said why not", () => {
  const parties = [
    party("zebra"), party("us"), party("army"), party("drones"), party("relief"), party("stranger"), party("old"),
    party("new"), party("gone", { state: "left" }), party("bloc", { members: ["member"] }), party("member"),
  ]; // prettier-ignore
  const agreements = [
    agreed(["zebra"], "in force"),
    agreed(["army"], "in force", "deconfliction"),
    agreed(["drones"], "in force", "notification"),
    agreed(["relief"], "suspended"),
    agreed(["old"], "ended"),
    agreed(["new"], "signed"),
    agreed(["bloc"], "in force"),
  ];
  const { open, closed } = partnersOf(parties, agreements, "us", order);
  expect(open.map(({ id }) => id)).toEqual(["army", "member", "zebra"]);
  expect(closed.map(({ party: { id }, why }) => `${id} ${why}`)).toEqual([
    "drones level",
    "new not-in-force",
    "old none",
    "relief suspended",
    "stranger none",
  ]);
});
