import { expect, test } from "vitest";
import { EVERYTHING, isEverything, questionOf, wishesOf } from "./wishes";

const NOW = Date.parse("2031-05-08T12:00:00Z");

test("what is not wanted is not asked", () => {
  expect(questionOf({ ...EVERYTHING }, NOW)).toEqual({});
  expect(isEverything({ ...EVERYTHING })).toBe(true);
  expect(isEverything({ ...EVERYTHING, overdue: true })).toBe(false);
});

test("all of it is asked in the office's words", () => {
  const wishes = wishesOf({
    state: "closed by agreement",
    stand: "unanswered",
    kind: "damage",
    party: "army",
    quiet_period: "q&1",
    days: "7",
    overdue: true,
  });
  expect(questionOf(wishes, NOW)).toEqual({
    state: "closed by agreement",
    stand: "unanswered",
    kind: "damage",
    party: "army",
    quiet_period: "q&1",
    from: "2031-05-01T12:00:00.000Z",
    overdue: "true",
  });
});

test("what was kept by another version is taken as far as it is known", () => {
  expect(wishesOf({ state: "gone", days: "3", kind: 7, party: ["x"], overdue: "yes" })).toEqual(EVERYTHING);
  expect(wishesOf({ overdue: "true", stand: "disputed" })).toEqual({ ...EVERYTHING, overdue: true, stand: "disputed" });
});
