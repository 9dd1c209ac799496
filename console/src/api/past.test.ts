import { expect, test } from "vitest";
import { isOfThePast, isOnItsWay, refusedThere, thereOf } from "./past";

const then = { at: "2026-03-01T14:32:00.000Z" };

test("what has a past is asked of that moment, and as that party", () => {
  expect(thereOf("/api/v1/notices", then)).toBe("/api/v1/notices?at=2026-03-01T14%3A32%3A00.000Z");
  const as = thereOf("https://office/api/v1/notices/n1?x=1", { ...then, as: "relief & co" });
  expect(new URL(as).searchParams.get("as")).toBe("relief & co");
  expect(new URL(as).searchParams.get("x")).toBe("1");
  expect(isOfThePast(as)).toBe(true);
  for (const now of ["/api/v1/session", "/api/v1/events?beat=1", "/api/v1/reports/search?q=x", "/places/en.json"]) {
    expect(thereOf(now, then)).toBe(now);
    expect(isOfThePast(now)).toBe(false);
  }
});

test("nothing is changed there, and what has no past is not taken for it", () => {
  expect(refusedThere("POST", "/api/v1/notices", then)).toBe("past-unchangeable");
  expect(refusedThere("GET", "/api/v1/people", then)).toBe("only-now");
  expect(refusedThere("GET", "/api/v1/reports/search?q=x", then)).toBe("only-now");
  expect(refusedThere("GET", "/api/v1/notices", then)).toBe("");
  expect(refusedThere("DELETE", "/api/v1/session", then)).toBe("");
  expect(refusedThere("POST", "/api/v1/notices")).toBe("");
});

test("a past that is being rebuilt is on its way, a refusal is not", () => {
  expect(isOnItsWay(503, "past-not-ready")).toBe(true);
  expect(isOnItsWay(429, "past-busy")).toBe(true);
  expect(isOnItsWay(429, "too-many-searches")).toBe(false);
  expect(isOnItsWay(400, "moment-invalid")).toBe(false);
});
