import { expect, test } from "vitest";
import { graticule } from "./base";

test.each([
  [-180, -85, 180, 85],
  [7, 46, 7.5, 46.3],
  [170, 10, 190, 20],
  [7.1, 46.1, 7.1004, 46.1002],
] as const)("the lines of the graticule are few, round, and reach over what is seen: %s %s %s %s", (...box) => {
  const { geometry } = graticule(box);
  if (geometry.type !== "MultiLineString") throw new Error(geometry.type);
  expect(geometry.coordinates.length).toBeGreaterThan(2);
  expect(geometry.coordinates.length).toBeLessThan(50);
  const upright = geometry.coordinates.filter(([one, other]) => one![0] === other![0]).map(([one]) => one![0]!);
  expect(Math.min(...upright)).toBeLessThan(box[0] + (box[2] - box[0]) / 2);
  expect(Math.max(...upright)).toBeGreaterThan(box[0] + (box[2] - box[0]) / 2);
});
