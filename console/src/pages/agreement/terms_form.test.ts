import { describe, expect, test } from "vitest";
import type { Schema } from "../../api/client";
import { compared, linesOfTerms, type TermLine } from "./terms";
import { formOf, isPlaced, KINDS, pairsOf, sightKey, usualTerms, writtenOf } from "./terms_form";

const SIDES = ["army", "relief"];
const NOW = new Date("2026-03-01T12:30:00Z");

const CORNERS = [
  { lat: 46.1, lng: 7.2 },
  { lat: 46.3, lng: 7.2 },
  { lat: 46.2, lng: 7.5 },
];

describe("the usual terms", () => {
  const form = formOf({ ...usualTerms(SIDES, NOW), title: "Valley" }, SIDES);

  test("begin at the next hour and hold for a year", () => {
    expect([form.start, form.end]).toEqual(["2026-03-01T13:00:00.000Z", "2027-03-01T13:00:00.000Z"]);
  });

  test("show all kinds both ways, as one flow each", () => {
    expect(form.flows).toEqual([
      { giver: "army", receiver: "relief", kinds: KINDS, sight: "all" },
      { giver: "relief", receiver: "army", kinds: KINDS, sight: "all" },
    ]);
  });

  test("keep deadlines in order, in seconds", () => {
    expect(form.acknowledge_within).toEqual({ routine_s: 14_400, urgent_s: 900, distress_s: 120 });
    expect(form.ladder).toEqual([
      { after_s: 0, role: "duty" },
      { after_s: 900, role: "chief" },
    ]);
  });
});

test("terms that are read back are written the same again", () => {
  const written = { ...usualTerms(SIDES, NOW), title: "Valley", shape: "polygon" as const };
  written.corners = CORNERS;
  written.sights[sightKey("army", "relief", "drone")] = "coarse";
  written.sights[sightKey("army", "relief", "team")] = "nothing";
  const form = formOf(written, SIDES);
  expect(form.flows).toHaveLength(3);
  const again = formOf(writtenOf(form as unknown as Schema["TermsOut"], SIDES), SIDES);
  expect(again).toEqual(form);
});

test("levels that know no separation carry none", () => {
  expect(formOf({ ...usualTerms(SIDES, NOW), level: "information" }, SIDES).separation).toEqual([]);
});

test("an area is placed where it encloses something", () => {
  const usual = usualTerms(SIDES, NOW);
  expect(isPlaced(usual)).toBe(true);
  expect(isPlaced({ ...usual, shape: "polygon", corners: CORNERS.slice(1) })).toBe(false);
  expect(isPlaced({ ...usual, shape: "polygon", corners: CORNERS })).toBe(true);
  expect(isPlaced({ ...usual, shape: "circle" })).toBe(false);
  const circle = { ...usual, shape: "circle" as const, centre: { lat: 46, lng: 7 } };
  expect(formOf(circle, SIDES).area).toMatchObject({ circle: { lat: 46, lng: 7, radius_m: 50_000 } });
});

test("among three parties each shows something to each", () => {
  expect(pairsOf(["a", "b", "c"])).toHaveLength(6);
});

test("two versions of terms are laid side by side", () => {
  const line = (key: string, value: string): TermLine => ({ key, group: "basics", label: key, value });
  const rows = compared(
    [line("a", "1"), line("b", "2"), line("c", "3")],
    [line("a", "1"), line("b", "9"), line("d", "4")],
  );
  expect(rows.map((row) => [row.key, row.change])).toEqual([
    ["a", "same"],
    ["b", "changed"],
    ["d", "new"],
    ["c", "gone"],
  ]);
});

describe("what somebody offers, to be signed", () => {
  const usual = formOf({ ...usualTerms(SIDES, NOW), title: "Valley" }, SIDES) as unknown as Schema["TermsOut"];
  const lines = (terms: Schema["TermsOut"]) => linesOfTerms(terms, (party) => party);

  test("has a line for each flow and rule, even if two are of the same parties and kinds", () => {
    const [flow, ...others] = usual.flows;
    const narrow = { ...flow!, kinds: flow!.kinds.slice(0, 1) };
    const [rule] = usual.separation;
    const twice = { ...usual, flows: [narrow, flow!, ...others], separation: [rule!, { ...rule!, vertical_m: 1 }] };
    const keys = lines(twice).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => key.startsWith("flow "))).toHaveLength(3);
  });

  test("changes even where both versions are said in the same words", () => {
    const [rule, ...rules] = usual.separation;
    const offers = [
      { ...usual, notice_distance_m: usual.notice_distance_m + 0.0001 },
      { ...usual, end: new Date(Date.parse(usual.end) + 1).toISOString() },
      { ...usual, separation: [{ ...rule!, horizontal_m: (rule!.horizontal_m ?? 0) + 0.0001 }, ...rules] },
      { ...usual, test_within_s: usual.test_within_s + 1 },
    ];
    for (const offer of offers) {
      const changed = compared(lines(usual), lines(offer)).filter(({ change }) => change !== "same");
      expect(changed).toHaveLength(1);
    }
    expect(compared(lines(usual), lines(usual)).every(({ change }) => change === "same")).toBe(true);
  });
});
