import { expect, it } from "vitest";
import { nextTurn } from "./turns";

const NOW = Date.parse("2026-11-28T08:00:00Z");
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

it("is when the next one begins or ends", () => {
  const agreements = [
    { start: at(-500), end: at(90) },
    { start: at(30), end: at(9_000) },
    { start: at(-9), end: at(-8) },
    { start: null, end: undefined },
  ];
  expect(nextTurn(agreements, NOW)).toEqual({ afterMs: 30_500, isTurn: true });
  expect(nextTurn(agreements.slice(0, 1), NOW)).toEqual({ afterMs: 90_500, isTurn: true });
});

it("is looked for again within the hour where nothing begins or ends sooner", () => {
  expect(nextTurn([], NOW)).toEqual({ afterMs: 3_600_000, isTurn: false });
  expect(nextTurn([{ start: at(-5), end: at(40_000) }], NOW)).toEqual({ afterMs: 3_600_000, isTurn: false });
});
