import { describe, expect, test } from "vitest";
import { circleRing } from "../space/geodesy";
import { edge_m, emptyShape, isComplete, isSame, outlineOf, Past, ringOfShape, shapeOfRing } from "./shapes";

const A = { lat: 46, lng: 7 };
const B = { lat: 46, lng: 7.1 };
const C = { lat: 46.1, lng: 7.1 };

describe("a shape", () => {
  test("is complete when it encloses, or leads, somewhere", () => {
    expect(isComplete(emptyShape("polygon"))).toBe(false);
    expect(isComplete({ kind: "polygon", points: [A, B] })).toBe(false);
    expect(isComplete({ kind: "polygon", points: [A, B, C] })).toBe(true);
    expect(isComplete({ kind: "route", points: [A] })).toBe(false);
    expect(isComplete({ kind: "route", points: [A, B] })).toBe(true);
    expect(isComplete(emptyShape("circle"))).toBe(false);
    expect(isComplete({ kind: "circle", centre: A, radius_m: 0 })).toBe(false);
  });
  test("is what the office takes, where it encloses something", () => {
    expect(outlineOf({ kind: "polygon", points: [A, B, C] })).toEqual({ polygon: [A, B, C] });
    expect(outlineOf({ kind: "circle", centre: A, radius_m: 700 })).toEqual({ circle: { ...A, radius_m: 700 } });
    expect(outlineOf({ kind: "route", points: [A, B] })).toBeUndefined();
    expect(outlineOf({ kind: "polygon", points: [A] })).toBeUndefined();
  });
  test("drawn and read again is the same", () => {
    for (const shape of [
      { kind: "polygon" as const, points: [A, B, C] },
      { kind: "route" as const, points: [A, B, C] },
      { kind: "circle" as const, centre: A, radius_m: 700 },
      { kind: "circle" as const, centre: { lat: 69, lng: -179.999 }, radius_m: 25_000 },
    ]) {
      const read = shapeOfRing(shape.kind, ringOfShape(shape)!);
      if (read.kind === "circle" && shape.kind === "circle") {
        expect(Math.abs(read.radius_m - shape.radius_m) / shape.radius_m).toBeLessThan(0.002);
        expect(read.centre!.lng).toBeCloseTo(shape.centre.lng, 2);
      } else expect(isSame(read, shape)).toBe(true);
    }
  });
  test("knows its edge", () => {
    expect(edge_m({ kind: "circle", centre: A, radius_m: 100 })).toBeCloseTo(628.3, 1);
    expect(edge_m({ kind: "route", points: [A, B] }) * 2).toBeCloseTo(edge_m({ kind: "polygon", points: [A, B] }), 6);
  });
});

test("a ring that was dragged over the date line is read within it", () => {
  const read = shapeOfRing("circle", circleRing({ lat: 0, lng: 190 }, 1_000));
  expect(read).toMatchObject({ kind: "circle", centre: { lng: -170 } });
});

test("the past goes back and forth, and forgets what was undone when something new is done", () => {
  const past = new Past();
  const [none, one, two] = [
    emptyShape("route"),
    { kind: "route" as const, points: [A, B] },
    { kind: "route" as const, points: [A, C] },
  ];
  expect(past.back(none)).toBeUndefined();
  past.keep(none);
  past.keep(one);
  expect(past.back(two)).toBe(one);
  expect(past.back(one)).toBe(none);
  expect([past.canGoBack, past.canGoForth]).toEqual([false, true]);
  expect(past.forth(none)).toBe(one);
  past.keep(one);
  expect(past.canGoForth).toBe(false);
  expect(past.forth(two)).toBeUndefined();
});
