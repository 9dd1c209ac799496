import { expect, test } from "vitest";
import { shownAt, SPAN_MS } from "./span";

test("without a choice now is shown, else what was chosen, as long as it lies within reach", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  expect(shownAt(undefined, now)).toBe(now);
  expect(shownAt(now - 3_600_000, now)).toBe(now - 3_600_000);
  expect(shownAt(now - SPAN_MS, now + 60_000), "it moves out of reach, and its nearest edge is shown").toBe(
    now + 60_000 - SPAN_MS,
  );
  expect(shownAt(now + 2 * SPAN_MS, now)).toBe(now + SPAN_MS);
});
