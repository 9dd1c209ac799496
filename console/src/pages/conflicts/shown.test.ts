import { expect, test } from "vitest";
import type { Schema } from "../../api/client";
import { shown } from "./shown";

type Conflict = Schema["ConflictOut"];

function met(id: string, owner: string, more: Partial<Conflict> = {}): Conflict {
  return {
    other: { id, owner, kind: "drone", sight: "all" },
    rule: { horizontal_m: 1, vertical_m: 1, minutes: 1 },
    gap: { horizontal_m: 0, vertical_m: 0, time_s: 0 },
    lat: 46,
    lng: 7,
    start: "2026-03-01T12:00:00Z",
    end: "2026-03-01T13:00:00Z",
    binding: false,
    may_plan_over: false,
    ...more,
  };
}
function meeting(id: string, ...conflicts: Conflict[]): Schema["MeetingOut"] {
  return { id, title: id, conflicts };
}
function told(...meetings: Schema["MeetingOut"][]): string[][] {
  return shown(meetings, "army").map(({ id, met }) => [id, ...met.map(({ other }) => other.id)]);
}

test("two of one's own that meet each other are shown once", () => {
  expect(told(meeting("a", met("b", "army")), meeting("b", met("a", "army")))).toEqual([["a", "b"]]);
});

test("they are shown where it is stricter, whichever that is", () => {
  const strict = met("a", "army", { binding: true });
  expect(told(meeting("a", met("b", "army")), meeting("b", strict))).toEqual([["b", "a"]]);
});

test("what else each of them meets stays with it", () => {
  const found = told(
    meeting("a", met("b", "army"), met("x", "north")),
    meeting("b", met("a", "army"), met("x", "north")),
  );
  expect(found).toEqual([
    ["a", "b", "x"],
    ["b", "x"],
  ]);
});

test("another's of the same identifier is no pair", () => {
  expect(told(meeting("a", met("b", "north")), meeting("b", met("a", "north")))).toHaveLength(2);
});

test("what may only be known to be there, and what was not looked at, is not lost with the pair", () => {
  const exists = [{ owner: "north", kind: "team" as const, under: "" }];
  expect(told(meeting("a", met("b", "army")), { ...meeting("b", met("a", "army")), exists })).toHaveLength(2);
  expect(told(meeting("a", met("b", "army")), { ...meeting("b", met("a", "army")), more: true })).toHaveLength(2);
});

test("what binds comes first, then what is soonest", () => {
  const later = met("x", "north", { start: "2026-03-01T12:30:00Z" });
  const binds = met("y", "north", { start: "2026-03-01T18:00:00Z", binding: true });
  expect(told(meeting("a", later), meeting("b", met("x", "north")), meeting("c", binds)).map(([id]) => id)).toEqual([
    "c",
    "b",
    "a",
  ]);
});
