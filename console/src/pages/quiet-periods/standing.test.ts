import { expect, test } from "vitest";
import type { Quiet } from "../../live/quiet";
import { actsOf, committedOf, inOrder } from "./standing";

const at = (hours: number) => new Date(Date.UTC(2026, 2, 1, hours)).toISOString();
const word = (party: string, said: string) => ({ party, said, person: "A", at: at(0) });

function period(more: object = {}): Quiet {
  const usual = { id: "q", proposer: "army", parties: ["army", "relief"], state: "proposed", words: [] };
  return { ...usual, from: at(1), until: at(2), ...more } as unknown as Quiet;
}
const both = { words: [word("army", "committed"), word("relief", "committed")] };
const later = (by: string, words: object[] = []) => ({
  extension: { until: at(3), by, person: "A", at: at(1), words },
});

test("what is proposed is committed to, or declined; its proposer withdraws it", () => {
  expect(actsOf(period(), "relief")).toEqual(["commit", "decline"]);
  expect(actsOf(period(), "army")).toEqual(["commit", "decline", "withdraw"]);
});

test("whoever has declined may still commit, and whoever has committed may take it back", () => {
  expect(actsOf(period({ words: [word("relief", "declined")] }), "relief")).toEqual(["commit"]);
  expect(actsOf(period({ words: [word("relief", "committed")] }), "relief")).toEqual(["take-back"]);
  expect(actsOf(period({ words: [word("relief", "taken back")] }), "relief")).toEqual(["commit"]);
});

test("once all have committed, a later end is proposed, one at a time, or the commitment taken back", () => {
  const binding = { state: "in force", ...both };
  expect(actsOf(period(binding), "relief")).toEqual(["extend", "take-back"]);
  expect(actsOf(period({ ...binding, ...later("army") }), "relief")).toEqual(["commit", "decline", "take-back"]);
  const own = actsOf(period({ ...binding, ...later("relief", [word("relief", "committed")]) }), "relief");
  expect(own).toEqual(["extend", "withdraw", "take-back"]);
  const declined = later("army", [word("relief", "declined")]);
  expect(actsOf(period({ ...binding, ...declined }), "relief")).toEqual(["commit", "extend", "take-back"]);
});

test("nothing is done about what has ended", () => {
  expect(actsOf(period({ state: "ended", ...both }), "army")).toEqual([]);
});

test("only who has committed is counted, of all who take part", () => {
  expect(committedOf(period({ words: [word("army", "declined"), word("relief", "committed")] }))).toEqual({
    count: 1,
    all: 2,
  });
});

test("what begins first stands first, what ends first of what is in force, and what ended last of what has", () => {
  const of = (id: string, state: string, more: object) => period({ id, state, ...more });
  const all = [
    of("a", "proposed", { from: at(5) }),
    of("b", "proposed", { from: at(4) }),
    of("c", "in force", { until: at(9) }),
    of("d", "in force", { until: at(8) }),
    of("e", "ended", { ending: { why: "time", at: at(1) } }),
    of("f", "ended", { ending: { why: "time", at: at(2) } }),
  ];
  const ids = (state: Quiet["state"]) => inOrder(all, state).map(({ id }) => id);
  expect([ids("proposed"), ids("in force"), ids("ended")]).toEqual([
    ["b", "a"],
    ["d", "c"],
    ["f", "e"],
  ]);
});
