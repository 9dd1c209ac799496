import { describe, expect, test } from "vitest";
import { alongRoute, altitudes, atPlace, isOnGround, placeOf, ticks } from "./profile";
import type { Operation, VolumeOut } from "./things";

const AT = Date.parse("2026-03-01T12:00:00Z") / 1000;
const HOUR = 3_600;
const moment = (hours: number) => new Date((AT + hours * HOUR) * 1000).toISOString();

function circle(lng: number, radius_m: number, lower_m: number, upper_m: number, from = 0, until = 1): VolumeOut {
  const around = { circle: { lat: 46, lng, radius_m }, altitude_reference: "WGS84" as const };
  return { ...around, lower_m, upper_m, start: moment(from), end: moment(until) };
}
function operation(id: string, ...extents: VolumeOut[]): Operation {
  return { id, owner: "north", kind: "drone", sight: "all", state: "Accepted", extents };
}
/** A degree of longitude at 46 north is about 77.5 km. */
const ROUTE = [
  { lat: 46, lng: 7 },
  { lat: 46, lng: 8 },
];

describe("along a route", () => {
  test("a band where it leads through, as long as the way through it", () => {
    const { bands, end } = alongRoute(ROUTE, [operation("a", circle(7.5, 10_000, 500, 900))]);
    expect(end).toBeGreaterThan(77_000);
    expect(bands).toHaveLength(1);
    const [band] = bands;
    expect(band).toMatchObject({ lower_m: 500, upper_m: 900 });
    expect(Math.abs(band!.end - band!.begin - 20_000)).toBeLessThan(1_200);
    expect(Math.abs((band!.begin + band!.end) / 2 - end / 2)).toBeLessThan(600);
  });
  test("nothing where it leads by, unless what is near is wanted", () => {
    const beside = operation("a", { ...circle(7.5, 1_000, 0, 1), circle: { lat: 46.05, lng: 7.5, radius_m: 1_000 } });
    expect(alongRoute(ROUTE, [beside]).bands).toEqual([]);
    expect(alongRoute(ROUTE, [beside], 8_000).bands).toHaveLength(1);
  });
  test("volumes of one thing and height that touch are one band", () => {
    const chain = [7.3, 7.4, 7.5].map((lng) => circle(lng, 6_000, 500, 900));
    expect(alongRoute(ROUTE, [operation("a", ...chain)]).bands).toHaveLength(1);
    expect(alongRoute(ROUTE, [operation("a", ...chain.slice(0, 2)), operation("b", chain[2]!)]).bands).toHaveLength(2);
  });
  test("with times, only what is there when one passes", () => {
    const timed = [
      { ...ROUTE[0]!, at: moment(0) },
      { ...ROUTE[1]!, at: moment(2) },
    ];
    const there = operation("a", circle(7.5, 5_000, 500, 900, 0.5, 1.5));
    const gone = operation("b", circle(7.5, 5_000, 500, 900, -3, 0.2));
    expect(alongRoute(timed, [there, gone]).bands.map(({ thing }) => thing.id)).toEqual(["a"]);
    expect(alongRoute(ROUTE, [there, gone]).bands).toHaveLength(2);
  });
  test("of no length, or of no points, is none", () => {
    expect(alongRoute([], []).bands).toEqual([]);
    expect(alongRoute([ROUTE[0]!, ROUTE[0]!], [operation("a", circle(8, 100, 0, 1))]).bands).toEqual([]);
  });
});

describe("at a place", () => {
  test("bands over time, cut to the span", () => {
    const cut = atPlace(ROUTE[0]!, [operation("a", circle(7, 500, 100, 200, -5, 1))], AT - HOUR, AT + 6 * HOUR);
    expect(cut.bands.map(({ begin, end }) => [begin, end])).toEqual([[AT - HOUR, AT + HOUR]]);
  });
  test("not what is elsewhere, or at another time", () => {
    const things = [operation("a", circle(7.5, 500, 100, 200)), operation("b", circle(7, 500, 100, 200, 8, 9))];
    expect(atPlace(ROUTE[0]!, things, AT, AT + HOUR).bands).toEqual([]);
  });
  test("a thing is where its volume of the moment is", () => {
    const moving = operation("a", circle(7, 500, 0, 1, 0, 1), circle(8, 500, 0, 1, 1, 2));
    expect(placeOf(moving, AT + 10)!.lng).toBeCloseTo(7, 6);
    expect(placeOf(moving, AT + 1.5 * HOUR)!.lng).toBeCloseTo(8, 6);
    expect(placeOf(moving, AT + 9 * HOUR)!.lng, "and then where it was last").toBeCloseTo(8, 6);
    expect(placeOf({ ...moving, extents: null }, AT)).toBeUndefined();
  });
});

test("axes have round numbers", () => {
  expect(ticks(0, 1_000, 5)).toEqual([0, 200, 400, 600, 800, 1_000]);
  expect(ticks(-130, 470, 5).length).toBeLessThanOrEqual(6);
  expect(ticks(3, 3, 5)).toEqual([3]);
  const bands = alongRoute(ROUTE, [operation("a", circle(7.5, 5_000, 512, 917))]).bands;
  const [lowest, highest] = altitudes(bands);
  expect([lowest % 50, highest % 50]).toEqual([0, 0]);
  expect(lowest).toBeLessThan(512);
  expect(highest).toBeGreaterThan(917);
  expect(altitudes([])).toEqual([0, 1_000]);
});

test("what is on the ground says so, and only if no altitude is told", () => {
  const band = { begin: 0, end: 1, lower_m: null, upper_m: null };
  const convoy = { ...operation("a"), kind: "convoy" as const };
  expect(isOnGround({ thing: convoy, ...band })).toBe(true);
  expect(isOnGround({ thing: convoy, ...band, upper_m: 900 })).toBe(false);
  expect(isOnGround({ thing: { ...convoy, kind: "constraint" }, ...band })).toBe(false);
});
