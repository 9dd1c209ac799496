import { expect, test } from "vitest";
import { isJudged, leftOutOf, piecesOf, sheetOf, type Intake, type Proposal } from "./taking";

const TEXT = "قال لافروف: «نحن مستعدون». وأضاف: «الرقة واحدة من الأهداف».";
const proposal = (quote: string, speaker: string): Proposal => ({
  quote,
  speaker,
  sentence: "",
  start: TEXT.indexOf(quote),
  end: TEXT.indexOf(quote) + quote.length,
  pattern: "said",
  carried: false,
  indirect: false,
});
const found: Intake = {
  title: "Ready",
  text: TEXT,
  outlet: "TASS",
  author: "",
  date: "2026-02-28",
  language: "ar",
  proposals: [proposal("نحن مستعدون", "لافروف"), proposal("الرقة واحدة من الأهداف", "")],
  left_out: [
    { line: 1, text: "Home", reason: "menu" },
    { line: 2, text: "Search", reason: "menu" },
    { line: 9, text: "Subscribe", reason: "subscribe" },
  ],
  original: { sha256: "ab".repeat(32), name: "page.html", media_type: "text/html", size: 9 },
};
const NOW = Date.parse("2026-03-01T12:00:30Z");

test("the words of each proposal stand apart in the text, and nothing is lost", () => {
  const pieces = piecesOf(TEXT, found.proposals);
  expect(pieces.map(({ text }) => text).join("")).toBe(TEXT);
  expect(pieces.filter((one) => one.proposal !== undefined).map((one) => [one.proposal, one.text])).toEqual([
    [0, "نحن مستعدون"],
    [1, "الرقة واحدة من الأهداف"],
  ]);
});

test("what was left out for one reason stands together", () => {
  expect(leftOutOf(found).map(({ reason, lines }) => [reason, lines.length])).toEqual([
    ["menu", 2],
    ["subscribe", 1],
  ]);
});

test("only what a person let stand is quoted; grading, marking and release are left to them", () => {
  const judged = [
    { verdict: "right" as const, speaker: " Lavrov " },
    { verdict: "wrong" as const, speaker: "" },
  ];
  expect(isJudged(judged)).toBe(true);
  expect(isJudged([judged[0]!, { verdict: "right", speaker: " " }])).toBe(false);
  expect(isJudged([judged[0]!, { verdict: "", speaker: "x" }])).toBe(false);
  const sheet = sheetOf(found, judged, "Dana", "taken in", NOW);
  expect(sheet.claims).toEqual([{ speaker: "Lavrov", text: "نحن مستعدون" }]);
  expect([sheet.source_grade, sheet.information_grade, sheet.marking]).toEqual(["", 0, ""]);
  expect(sheet.release.parties).toEqual([]);
  expect([sheet.from, sheet.until]).toEqual(["2026-02-28T00:00:00.000Z", "2026-02-28T23:59:00.000Z"]);
  expect(sheet.evidence[0]).toMatchObject({ name: "page.html", origin: "TASS" });
  expect(sheetOf({ ...found, date: "" }, judged, "", "", NOW).from).toBe("");
  expect(sheetOf({ ...found, date: "2026-03-01" }, judged, "", "", NOW).until).toBe("2026-03-01T12:00:00.000Z");
});

test("where the original was not kept, nothing is named as evidence", () => {
  expect(sheetOf({ ...found, original: null }, [], "Amal", "Taken in", NOW).evidence).toEqual([]);
});
