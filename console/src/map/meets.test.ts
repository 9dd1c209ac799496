import { expect, test } from "vitest";
import { byThing, conflictMarks, isStricter } from "./meets";
import type { Conflict } from "./things";

function met(more: Partial<Conflict> = {}, other: Partial<Conflict["other"]> = {}): Conflict {
  return {
    other: { id: "o", owner: "south", kind: "drone", sight: "coarse", ...other },
    rule: { horizontal_m: 1, vertical_m: 1, minutes: 1 },
    gap: { horizontal_m: 0, vertical_m: 0, time_s: 0 },
    lat: 46,
    lng: 7,
    start: "2026-03-01T12:00:00Z",
    end: "2026-03-01T13:00:00Z",
    binding: true,
    may_plan_over: false,
    ...more,
  };
}

test("a thing that is met under several rules is one thing, what is strictest first", () => {
  const known = met({ binding: false, under: "a" });
  const over = met({ may_plan_over: true, under: "b" });
  const binds = met({ under: "c" });
  const beside = met({}, { id: "p" });
  const found = byThing([known, beside, over, binds]);
  expect(found.map(({ other }) => other.id)).toEqual(["o", "p"]);
  expect(found[0]!.conflicts).toEqual([binds, over, known]);
  expect(isStricter(found[0]!, byThing([over])[0]!)).toBe(true);
  expect(isStricter(found[0]!, found[1]!)).toBe(false);
});

test("a notice and an operation of one identifier are two, and so are those of two owners", () => {
  expect(byThing([met(), met({}, { kind: "site" }), met({}, { owner: "north" })])).toHaveLength(3);
});

test("a thing has one mark, where it is met most strictly, for as long as it is met at all", () => {
  const marks = conflictMarks([
    met({ binding: false, lat: 45, end: "2026-03-01T14:00:00Z" }),
    met({ start: "2026-03-01T11:00:00Z" }),
  ]);
  expect(marks.map(({ geometry }) => geometry.coordinates)).toEqual([[7, 46]]);
  const at = (hour: number) => Date.parse(`2026-03-01T${hour}:00:00Z`) / 1000;
  expect(marks[0]!.properties).toEqual({ other: "o", binding: true, from: at(11), until: at(14) });
});
