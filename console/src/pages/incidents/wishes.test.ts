import { expect, test } from "vitest";
import { rectangleOf } from "../../map/area";
import { EVERYTHING, isEverything, questionOf, wishesOf } from "./wishes";

const NOW = Date.parse("2031-05-08T12:00:00Z");

test("what is not wanted is not asked", () => {
  expect(questionOf({ ...EVERYTHING }, NOW)).toEqual({});
  expect(isEverything({ ...EVERYTHING })).toBe(true);
  expect(isEverything({ ...EVERYTHING, state: "overdue" })).toBe(false);
  expect(questionOf({ ...EVERYTHING, state: "overdue" }, NOW)).toEqual({ overdue: "true" });
});

test("all of it is asked in the office's words", () => {
  const wishes = wishesOf({
    state: "closed by agreement",
    stand: "unanswered",
    kind: "damage",
    party: "army",
    quiet_period: "q&1",
    days: "7",
    area: "0,0,1000",
  });
  expect(questionOf(wishes, NOW)).toEqual({
    state: "closed by agreement",
    stand: "unanswered",
    kind: "damage",
    party: "army",
    quiet_period: "q&1",
    from: "2031-05-01T12:00:00.000Z",
    area: rectangleOf("0,0,1000"),
  });
});

test("what was kept by another version is taken as far as it is known", () => {
  expect(wishesOf({ state: "gone", days: "3", kind: 7, party: ["x"], area: "1" })).toEqual(EVERYTHING);
  expect(wishesOf({ state: "overdue", stand: "disputed" })).toEqual({
    ...EVERYTHING,
    state: "overdue",
    stand: "disputed",
  });
});
