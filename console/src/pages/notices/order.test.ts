import { expect, test } from "vitest";
import type { Draft } from "../../live/picture.svelte";
import { inOrder } from "./order";

test("the drafts of a file stay together, row by row, where the last of them was changed", () => {
  const draft = (id: string, changed: string, batch = "", where = "") => ({ id, changed, batch, where }) as Draft;
  const drafts = [
    draft("10", "2026-03-01T10:00:00Z", "a.csv", "row 10"),
    draft("alone", "2026-03-01T11:00:00Z"),
    draft("2", "2026-03-01T12:00:00Z", "a.csv", "row 2"),
    draft("newest", "2026-03-01T13:00:00Z"),
  ];
  expect(inOrder(drafts).map((one) => one.id)).toEqual(["newest", "2", "10", "alone"]);
});
