import { expect, test } from "vitest";
import { areaOf, emptyQuiet, formOf, lacksOf, type QuietSheet } from "./sheet";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const place = { shape: "point" as const, text: "46.2 7.3", radius_m: 500 };

function sheet(more: Partial<QuietSheet> = {}): QuietSheet {
  const said = { under: "u", parties: ["relief"], title: " Harvest ", places: [place], from: at(60), until: at(180) };
  return { ...emptyQuiet(), ...said, ...more };
}

test("an empty sheet lacks what the office asks for, and a whole one nothing", () => {
  expect(Object.keys(lacksOf(emptyQuiet(), NOW)).sort()).toEqual(["from", "place-0", "title", "under", "until"]);
  expect(lacksOf(sheet(), NOW)).toEqual({});
  expect(lacksOf(sheet({ parties: [] }), NOW)).toEqual({ parties: "lacks-quiet-parties" });
  expect(lacksOf(sheet({ kinds: [] }), NOW)).toEqual({ kinds: "lacks-quiet-kinds" });
});

test("it begins now or later, and ends after that", () => {
  expect(lacksOf(sheet({ from: at(-4) }), NOW)).toEqual({});
  expect(lacksOf(sheet({ from: at(-6) }), NOW)).toEqual({ from: "lacks-quiet-from" });
  expect(lacksOf(sheet({ until: at(60) }), NOW)).toEqual({ until: "lacks-quiet-until" });
});

test("its area has altitudes only where they were wanted, and the upper one above the lower", () => {
  const circle = { lat: 46.2, lng: 7.3, radius_m: 500 };
  expect(areaOf(sheet())).toEqual([{ circle }]);
  expect(areaOf(sheet({ upper_m: 900 }))).toEqual([{ circle, upper_m: 900, altitude_reference: "AMSL" }]);
  expect(lacksOf(sheet({ lower_m: 900, upper_m: 900 }), NOW)).toEqual({ band: "lacks-band-order" });
});

test("what goes out says what was typed, without what stands around it", () => {
  expect(formOf(sheet())).toMatchObject({ title: "Harvest", text: "", under: "u", parties: ["relief"], from: at(60) });
});
