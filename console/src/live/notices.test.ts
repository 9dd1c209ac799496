import { expect, test } from "vitest";
import { askedAt, isAwaited, isOverdue } from "./notices";
import type { Notice } from "./picture.svelte";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const DAY_MS = 86_400_000;

function receipt(more: object = {}): Notice["receipts"][number] {
  return { acknowledged_at: null, due: "2026-03-01T12:00:00Z", ...more } as Notice["receipts"][number];
}
function lasting(days: number): Notice {
  const until = new Date(NOW + days * DAY_MS).toISOString();
  return { changed: new Date(NOW).toISOString(), valid_until: until } as Notice;
}

test("what is acknowledged, withdrawn or taken away is awaited by nobody, and never overdue", () => {
  for (const more of [{ acknowledged_at: "2026-03-01T11:00:00Z" }, { withdrawn: true }, { taken_away: true }]) {
    expect([isAwaited(receipt(more)), isOverdue(receipt(more), NOW + DAY_MS)]).toEqual([false, false]);
  }
});

test("what is awaited is overdue from the moment at which it was due", () => {
  expect(isOverdue(receipt(), NOW - 1)).toBe(false);
  expect(isOverdue(receipt(), NOW)).toBe(true);
});

test("its owner is asked three days before the end, of what is short when a tenth is left", () => {
  expect(askedAt(lasting(90))).toBe(NOW + 87 * DAY_MS);
  expect(askedAt(lasting(10))).toBe(NOW + 9 * DAY_MS);
});
