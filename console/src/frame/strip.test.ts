import { expect, test } from "vitest";
import type { Waiting } from "../live/inbox";
import { alertsOf, shownOf } from "./strip";

const waiting = (key: string, priority: Waiting["priority"]): Waiting => ({
  key,
  kind: "message",
  id: key,
  title: key,
  from: "relief",
  priority,
  overdue: false,
  level: 0,
});
const urgent = waiting("urgent", "urgent");
const sooner = waiting("sooner", "urgent");
const distress = waiting("distress", "distress");

test("the most urgent one is shown first", () => {
  expect(shownOf(alertsOf([sooner, urgent], []), undefined)?.key).toBe("sooner");
  expect(shownOf([], "urgent")).toBeUndefined();
});

test("what somebody reads stays where it is when something as urgent comes", () => {
  expect(shownOf(alertsOf([sooner, urgent], []), "urgent")?.key).toBe("urgent");
});

test("distress takes the place of everything but distress", () => {
  expect(shownOf(alertsOf([distress, urgent], []), "urgent")?.key).toBe("distress");
  const other = waiting("other distress", "distress");
  expect(shownOf(alertsOf([other, distress], []), "distress")?.key).toBe("distress");
});

test("what is settled gives way to the next, and news come last", () => {
  const news = { number: 7, id: "t", level: 1, priority: "urgent" as const, at: "2026-01-01T00:00:00Z" };
  expect(alertsOf([urgent], [news]).map(({ key }) => key)).toEqual(["urgent", "news 7"]);
  expect(shownOf(alertsOf([], [news]), "urgent")?.key).toBe("news 7");
});
