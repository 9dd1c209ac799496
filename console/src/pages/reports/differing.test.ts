import { expect, test } from "vitest";
import { differencesOf, isSameText, shortened, type Piece } from "./differing";

const before = (pieces: readonly Piece[]) =>
  pieces
    .filter(({ kind }) => kind !== "added")
    .map(({ text }) => text)
    .join("");
const after = (pieces: readonly Piece[]) =>
  pieces
    .filter(({ kind }) => kind !== "gone")
    .map(({ text }) => text)
    .join("");

test.each([
  ["the road is open", "the road is closed", "closed"],
  ["الطريق مفتوح حتى الجسر", "الطريق مغلق حتى الجسر", "مغلق"],
  ["Колонна прошла мост", "Колонна не прошла мост", "не "],
])("%s: only what became another is told", (old, now, added) => {
  const pieces = differencesOf(old, now);
  expect(before(pieces).replace(/\s+/g, " ")).toBe(old);
  expect(after(pieces)).toBe(now);
  expect(pieces.filter(({ kind }) => kind === "added").map(({ text }) => text.trim())).toEqual([added.trim()]);
});

test("whatever the texts, the new one can be read in what is told", () => {
  const words = ["a", "b", "c", " ", ".", "جسر"];
  let seed = 7;
  const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const made = () => Array.from({ length: next(14) }, () => words[next(words.length)]).join("");
  for (let i = 0; i < 2_000; i++) {
    const [old, now] = [made(), made()];
    const pieces = differencesOf(old, now);
    expect(after(pieces)).toBe(now);
    expect(before(pieces).replace(/\s+/g, "")).toBe(old.replace(/\s+/g, ""));
    expect(isSameText(pieces)).toBe(old === now);
  }
});

test("a text that is another altogether is told as that, and soon", () => {
  const [old, now] = [
    Array.from({ length: 30_000 }, (_, i) => `x${i}`),
    Array.from({ length: 30_000 }, (_, i) => `y${i}`),
  ];
  const pieces = differencesOf(old.join("."), now.join("."));
  expect(after(pieces)).toBe(now.join("."));
}, 10_000);

test("what stayed is shortened where it is long, never what changed", () => {
  const long = "word ".repeat(200);
  const pieces = shortened(differencesOf(`${long}open ${long}`, `${long}closed ${long}`));
  expect(pieces.map(({ kind }) => kind)).toEqual(["same", "gone", "added", "same"]);
  expect(pieces[0]!.text.startsWith("…") && pieces[3]!.text.endsWith("…")).toBe(true);
  expect(pieces[0]!.text.length).toBeLessThan(120);
});
