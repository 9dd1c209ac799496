import { expect, test } from "vitest";
import { emptySheet, type Sheet } from "../sheet";
import { drawnInto, kindOf, shapeOfSheet } from "./drawn";

test("a circle that is drawn is typed, and the other way round", () => {
  const sheet: Sheet = { ...emptySheet(), kind: "site" };
  drawnInto(sheet, 0, { kind: "circle", centre: { lat: 46.1, lng: 7.2 }, radius_m: 250.4 });
  expect(sheet.places[0]).toEqual({ shape: "point", text: "46.1, 7.2", radius_m: 250 });
  expect(shapeOfSheet(sheet, 0)).toEqual({ kind: "circle", centre: { lat: 46.1, lng: 7.2 }, radius_m: 250 });
});

test("an outline is its corners", () => {
  const sheet: Sheet = { ...emptySheet(), kind: "site", places: [{ shape: "outline", text: "", radius_m: 1 }] };
  const points = [
    { lat: 1, lng: 2 },
    { lat: 1, lng: 3 },
    { lat: 2.5, lng: 3 },
  ];
  drawnInto(sheet, 0, { kind: "polygon", points });
  expect(kindOf(sheet, 0)).toBe("polygon");
  expect(shapeOfSheet(sheet, 0)).toEqual({ kind: "polygon", points });
});

test("the points of a way keep their names and times where they stay, or are moved", () => {
  const legs = [
    { position: { lat: 46, lng: 7 }, name: "A", at: "2026-03-01T10:00:00.000Z" },
    { position: { lat: 47, lng: 8 }, name: "B", at: "2026-03-01T12:00:00.000Z" },
  ];
  const sheet: Sheet = { ...emptySheet(), kind: "movement", legs };
  const between = { lat: 46.5, lng: 7.5 };
  drawnInto(sheet, 0, { kind: "route", points: [legs[0]!.position, between, legs[1]!.position] });
  expect(sheet.legs).toEqual([legs[0], { position: between, name: "", at: "2026-03-01T11:00:00.000Z" }, legs[1]]);
  const moved = { lat: 47, lng: 8.1 };
  drawnInto(sheet, 0, { kind: "route", points: [legs[0]!.position, between, moved] });
  expect(sheet.legs[2]).toEqual({ ...legs[1], position: moved });
  drawnInto(sheet, 0, { kind: "route", points: [] });
  expect(sheet.legs).toEqual([]);
});
