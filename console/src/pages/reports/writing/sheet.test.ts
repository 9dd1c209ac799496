import { expect, test } from "vitest";
import { answerTo, emptySheet, faultsOf, formOf, isKept, languageLike, outlookOf, sheetOf, type Sheet } from "./sheet";
import type { ReportSeen } from "../grading";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const whole: Sheet = {
  ...emptySheet(),
  title: " The bridge ",
  text: "It is open.",
  source_grade: "B",
  information_grade: 2,
  marking: "TLP:AMBER",
  from: "2026-03-01T10:00:00.000Z",
  until: "2026-03-01T11:00:00.000Z",
};
const report: ReportSeen = {
  id: "r",
  owner: "relief",
  version: 3,
  change: 5,
  state: "released",
  title: "The bridge",
  text: "It is open.",
  language: "fr",
  source_grade: "B",
  information_grade: 2,
  marking: "TLP:AMBER",
  from: "2026-03-01T10:00:00Z",
  until: "2026-03-01T11:00:00Z",
  received: "2026-03-01T11:00:00Z",
  changed: "2026-03-01T11:00:00Z",
  author: "Lina",
  extents: [{ circle: { lat: 46.1, lng: 7.2, radius_m: 120 }, altitude_reference: "WGS84" }],
  release: { parties: ["north"], groups: [], agreements: [] },
};
const lacks = (changes: Partial<Sheet>) => faultsOf({ ...whole, ...changes }, NOW).map(({ what }) => what);

test("what is whole has no faults; each that lacks something says what", () => {
  expect(lacks({})).toEqual([]);
  expect(faultsOf(emptySheet(), NOW).map(({ what }) => what)).toEqual([
    "title",
    "text",
    "grading",
    "from",
    "until",
    "marking",
  ]);
  expect(lacks({ until: "2026-03-01T09:00:00Z" })).toEqual(["until-before"]);
  expect(lacks({ until: "2026-03-02T09:00:00Z" })).toEqual(["until-ahead"]);
  expect(lacks({ claims: [{ speaker: "x", text: "" }] })).toEqual(["claims"]);
  expect(lacks({ places: [{ shape: "point", text: "nowhere", radius_m: 10 }] })).toEqual(["places"]);
  expect(lacks({ marking: "TLP:RED", release: { parties: [], groups: ["g"], agreements: [] } })).toEqual(["red-names"]);
});

test("a report that is changed reads as it was, and goes out as it was", () => {
  const form = formOf(sheetOf(report, []), "en", 5);
  expect(form).toMatchObject({ title: "The bridge", text: "It is open.", language: "fr", version: 5 });
  expect(form.release).toEqual(report.release);
  expect(form.extents?.[0]?.circle).toEqual(report.extents![0]!.circle);
});

test("an answer speaks of the same time and place, names the version that one holds, and goes to whom it came from", () => {
  const answer = answerTo(report, "contradicts", false);
  expect(answer.relations).toMatchObject([{ kind: "contradicts", report: "r", version: 3 }]);
  expect(answer.release.parties).toEqual(["relief"]);
  expect([answer.from, answer.text]).toEqual([report.from, ""]);
  expect(answerTo(report, "corrects", true).text).toBe("It is open.");
});

test("nobody is asked about what is kept for oneself, and nothing of the words is needed to ask", () => {
  expect(isKept(whole)).toBe(true);
  expect(outlookOf(whole, NOW)).toBeUndefined();
  const asked = outlookOf(
    { ...emptySheet(), marking: "TLP:GREEN", release: { ...whole.release, parties: ["a"] } },
    NOW,
  );
  expect(asked).toMatchObject({ marking: "TLP:GREEN", release: { parties: ["a"] } });
});

test.each([
  ["الطريق مفتوح حتى الجسر", "ar"],
  ["Дорога открыта до моста", "ru"],
  ["The road is open to the bridge", "en"],
  ["La route jusqu’à l’église est coupée, là où l’eau a monté", "ru"],
  ["short", "ru"],
])("%s looks like %s, where the pages speak Russian", (text, language) => {
  expect(languageLike(text, "ru")).toBe(language);
});
