import { describe, expect, test } from "vitest";
import { ahead, bearing, circleRing, corridorRing, distance_m, length_m, line, unwrapped, type Ring } from "./geodesy";

const MARTIGNY = { lat: 46.103, lng: 7.073 };
const SIERRE = { lat: 46.292, lng: 7.532 };

/** Twice the signed area in degrees, above 0 if counterclockwise. */
function turning(ring: Ring): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]![0] * y - x * ring[i]![1]), 0);
}

describe("distances and directions", () => {
  test("as GeographicLib's own example has them: Wellington to Salamanca", () => {
    const [from, to] = [
      { lat: -41.32, lng: 174.81 },
      { lat: 40.96, lng: -5.5 },
    ];
    expect(distance_m(from, to)).toBeCloseTo(19_959_679.267, 2);
    expect(bearing(from, to)).toBeCloseTo(161.06766998615882, 9);
  });
  test("ahead, and back", () => {
    const there = ahead(MARTIGNY, bearing(MARTIGNY, SIERRE), distance_m(MARTIGNY, SIERRE));
    expect(distance_m(there, SIERRE)).toBeLessThan(0.001);
    expect(length_m([MARTIGNY, SIERRE, MARTIGNY])).toBeCloseTo(2 * distance_m(MARTIGNY, SIERRE), 3);
  });
});

test("a circle is closed, counterclockwise, and as wide as said everywhere", () => {
  const ring = circleRing(MARTIGNY, 5_000);
  expect(ring[0]).toEqual(ring.at(-1));
  expect(turning(ring)).toBeGreaterThan(0);
  for (const [lng, lat] of ring) expect(distance_m(MARTIGNY, { lat, lng })).toBeCloseTo(5_000, 3);
});

test("what crosses the date line stays in one piece", () => {
  expect(
    unwrapped([
      [179.9, 0],
      [-179.9, 0],
      [179.8, 1],
    ]).map(([lng]) => Math.round(lng * 10) / 10),
  ).toEqual([179.9, 180.1, 179.8]);
  const [west, east] = [Math.min, Math.max].map((most) =>
    most(...circleRing({ lat: 0, lng: 180 }, 50_000).map(([lng]) => lng)),
  );
  expect(east! - west!).toBeLessThan(1);
});

describe("a corridor", () => {
  test.each([
    ["straight", [MARTIGNY, SIERRE]],
    ["with a left turn", [MARTIGNY, { lat: 46.1, lng: 7.3 }, SIERRE]],
    ["with a right turn", [MARTIGNY, { lat: 46.3, lng: 7.2 }, SIERRE]],
  ])("%s holds its own way, and ends its half width beside it", (_, way) => {
    const ring = corridorRing(way, 500);
    expect(ring[0]).toEqual(ring.at(-1));
    const drawn = line(way, 200).map(([lng, lat]) => ({ lat, lng }));
    for (const [lng, lat] of ring) {
      const nearest = Math.min(...drawn.map((point) => distance_m(point, { lat, lng })));
      expect(nearest).toBeLessThan(515);
    }
    expect(turning(ring)).toBeGreaterThan(0);
  });
  test("of one place is a circle; of none, nothing", () => {
    expect(corridorRing([MARTIGNY, MARTIGNY], 300)).toEqual(circleRing(MARTIGNY, 300));
    expect(corridorRing([], 300)).toEqual([]);
  });
});

test("a long line bends, and keeps its ends", () => {
  const drawn = line([
    { lat: 50, lng: 0 },
    { lat: 50, lng: 60 },
  ]);
  expect(drawn.length).toBeGreaterThan(50);
  expect(Math.max(...drawn.map(([, lat]) => lat))).toBeGreaterThan(53);
  expect(drawn.at(-1)).toEqual([60, 50]);
});
