import { expect, test } from "vitest";
import { areaText, circleOf, rectangleOf } from "./area";

test("what is drawn is kept as text, and read again", () => {
  const circle = { kind: "circle", centre: { lat: 46.1700004, lng: 7.22 }, radius_m: 1_000.4 } as const;
  expect(areaText(circle)).toBe("46.17,7.22,1000");
  expect(circleOf("46.17,7.22,1000")).toEqual({ kind: "circle", centre: { lat: 46.17, lng: 7.22 }, radius_m: 1_000 });
  expect(areaText({ kind: "circle", centre: undefined, radius_m: 500 })).toBe("");
});

test("what is no circle asks for nothing", () => {
  for (const text of ["", "46,7", "46,7,0", "91,7,100", "46,181,100", "46,,100", "a,b,c", "46,7,100,1", "46,7,9e9"]) {
    expect([text, circleOf(text), rectangleOf(text)]).toEqual([text, undefined, ""]);
  }
});

test("the rectangle lies around the circle", () => {
  const [west, south, east, north] = rectangleOf("46.17,7.22,1000").split(",").map(Number) as number[];
  expect(north! - 46.17).toBeCloseTo(1 / 111.2, 3);
  expect(46.17 - south!).toBeCloseTo(1 / 111.2, 3);
  expect((east! - west!) / 2).toBeCloseTo(1 / 111.2 / Math.cos((46.17 * Math.PI) / 180), 3);
});

test("where the day changes, it goes on from the other side", () => {
  const [west, , east] = rectangleOf("0,179.999,5000").split(",").map(Number) as number[];
  expect(west).toBeGreaterThan(179.9);
  expect(east).toBeLessThan(-179.9);
});
