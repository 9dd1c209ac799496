import { expect, test } from "vitest";
import type { ReportSeen } from "../grading";
import { arranged, tiesOf } from "./arranging";
import { lineBetween } from "./drawing";

function report(
  id: string,
  owner: string,
  from: number,
  until: number,
  relations: [string, string][] = [],
): ReportSeen {
  const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
  return {
    id,
    owner,
    version: 1,
    state: "released",
    language: "en",
    source_grade: "B",
    information_grade: 2,
    marking: "TLP:AMBER",
    from: at(from),
    until: at(until),
    received: at(until + Number(id.charCodeAt(0) % 7)),
    changed: at(until),
    author: "Lina",
    relations: relations.map(([kind, of]) => ({ kind: kind as "confirms", report: of, version: 1 })),
  };
}

test("what parties say of the same time stands in one row, one's own party first", () => {
  const all = arranged(
    [report("a", "relief", 8, 10), report("b", "north", 9, 11, [["contradicts", "a"]]), report("c", "relief", 14, 15)],
    "north",
    "spoken",
  );
  expect(all.parties).toEqual(["north", "relief"]);
  expect(all.rows.map((row) => row.map(({ id }) => id))).toEqual([["a", "b"], ["c"]]);
  expect(all.standing.map(({ column, row }) => [column, row])).toEqual([
    [1, 0],
    [0, 0],
    [1, 1],
  ]);
});

test("two of one party never stand in one row; by receipt each has its own", () => {
  const two = [report("a", "relief", 8, 12), report("b", "relief", 9, 12), report("c", "north", 9, 10)];
  expect(arranged(two, "x", "spoken").rows.map((row) => row.map(({ id }) => id))).toEqual([["a", "c"], ["b"]]);
  expect(arranged(two, "x", "received").rows).toHaveLength(3);
});

test("a line leads only to what is there", () => {
  const all = [
    report("a", "relief", 1, 2),
    report("b", "north", 1, 2, [
      ["confirms", "a"],
      ["contradicts", "unseen"],
    ]),
  ];
  expect(tiesOf(all)).toEqual([{ kind: "confirms", from: "b", to: "a" }]);
});

test("a line past other columns runs where no card lies", () => {
  const at = (left: number, top: number) => ({ left, right: left + 300, top, bottom: top + 400 });
  const ranks = { leaves: 0, reaches: 0 };
  const { path } = lineBetween(at(800, 500), at(0, 0), ranks, "left");
  const heights = [...path.matchAll(/[LQM ]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  // Between the outer columns it is above the lower row, and below the upper one.
  for (const [x, y] of heights) if (x > 345 && x < 755) expect(y > 400 && y < 500).toBe(true);
  const above = lineBetween(at(400, 0), at(400, 500), ranks, "left");
  expect(Math.min(...[...above.path.matchAll(/[LQM] ([\d.]+)/g)].map(([, x]) => Number(x)))).toBeLessThan(400);
});
