import { expect, test } from "vitest";
import { apartOf, badgeOf } from "./apart";

// Without a language read in, a message is its own name.

test("what is apart in time alone is not said to be at the same place at the same time", () => {
  const gap = { horizontal_m: 0, vertical_m: 0, time_s: 240 };
  expect(apartOf(gap)).toBe("apart-in-time");
  expect(apartOf({ ...gap, vertical_m: 20 })).toBe("apart-above · apart-in-time");
  expect(apartOf({ ...gap, time_s: 0 })).toBe("apart-not-at-all");
});

test("what binds, what binds but for a reason, and what is only to be known, have words of their own", () => {
  const of = (binding: boolean, may_plan_over: boolean) =>
    badgeOf({ binding, may_plan_over } as Parameters<typeof badgeOf>[0]);
  expect(of(true, false)).toBe("conflict-binds");
  expect(of(true, true)).toBe("conflict-with-reason");
  expect(of(false, true)).toBe("conflict-to-know");
});
