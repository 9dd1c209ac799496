import { describe, expect, test } from "vitest";
import { distance_m } from "../space/geodesy";
import { counter } from "./counting";
import { boundsOf, Drawing, drawn, EVER, keyOf, lookOf, type Notice, type Operation, type VolumeOut } from "./things";

const AT = Date.parse("2026-03-01T12:00:00Z") / 1000;
const HOUR = 3_600;

function moment(hours: number): string {
  return new Date((AT + hours * HOUR) * 1000).toISOString();
}
function circle(lat: number, lng: number, radius_m: number, from: number, until: number): VolumeOut {
  return { circle: { lat, lng, radius_m }, altitude_reference: "WGS84", start: moment(from), end: moment(until) };
}
function operation(more: Partial<Operation> = {}): Operation {
  return { id: "a", owner: "north", kind: "drone", sight: "all", state: "Accepted", title: "Survey", ...more };
}
function notice(more: Partial<Notice> = {}): Notice {
  return {
    id: "n",
    owner: "relief",
    kind: "site",
    sight: "all",
    state: "in force",
    version: 1,
    card: { title: "Clinic" },
    urgent: false,
    made: moment(-9),
    changed: moment(-9),
    valid_until: moment(4),
    receipts: [],
    ...more,
  };
}
const within = (properties: { from: number; until: number }, at: number) =>
  properties.from <= at && properties.until > at;

describe("how a thing is drawn", () => {
  test("by its state", () => {
    expect(lookOf(operation())).toBe("planned");
    expect(lookOf(operation({ state: "Activated" }))).toBe("active");
    expect(lookOf(operation({ state: "Nonconforming" }))).toBe("alarm");
    expect(lookOf(operation({ state: "Contingent" }))).toBe("alarm");
    expect(lookOf(notice())).toBe("active");
  });
  test("own and others' have other hatchings", () => {
    const it = operation({ extents: [circle(46, 7, 500, 0, 1)] });
    expect(drawn(it, true).areas[0]!.properties.pattern).toBe("drone-own-planned");
    expect(drawn(it, false).areas[0]!.properties.pattern).toBe("drone-theirs-planned");
  });
  test("not at all once it has ended, expired or been withdrawn", () => {
    const extents = [circle(46, 7, 500, 0, 1)];
    expect(drawn(operation({ state: "Ended", extents }), true).areas).toEqual([]);
    expect(drawn(notice({ state: "withdrawn", extents }), true).marks).toEqual([]);
    expect(drawn(notice({ state: "expired", extents }), true).reach).toEqual([]);
  });
  test("nowhere, if it is only known to exist", () => {
    const made = drawn(operation({ sight: "exists", extents: null }), false);
    expect([made.areas, made.cells, made.marks, made.ways].flat()).toEqual([]);
  });
});

describe("a window", () => {
  test("without an end is without one", () => {
    const made = drawn(
      operation({ extents: [{ circle: { lat: 46, lng: 7, radius_m: 10 }, altitude_reference: "WGS84" }] }),
      true,
    );
    expect(made.areas[0]!.properties).toMatchObject({ from: -EVER, until: EVER });
  });
  test("of a notice ends with its validity", () => {
    const made = drawn(notice({ extents: [circle(46, 7, 100, 0, 9)] }), false);
    expect(made.areas[0]!.properties.until).toBe(AT + 4 * HOUR);
  });
  test("of what strays beyond its end stays open", () => {
    const made = drawn(
      operation({ state: "Contingent", beyond_end: true, extents: [circle(46, 7, 100, -2, -1)] }),
      true,
    );
    expect(within(made.areas[0]!.properties, AT)).toBe(true);
  });
});

describe("a mark", () => {
  test("is one at a time, for what moves on through its volumes", () => {
    const extents = [0, 1, 2].map((hour) => circle(46, 7 + hour, 100, hour - 0.25, hour + 1.25));
    const { marks } = drawn(operation({ extents }), true);
    for (let minute = -10; minute < 190; minute += 5) {
      expect(marks.filter(({ properties }) => within(properties, AT + minute * 60)).length).toBe(1);
    }
    const at = (hours: number) =>
      marks.find(({ properties }) => within(properties, AT + hours * HOUR))!.geometry.coordinates[0];
    expect([at(0.5), at(1.5), at(2.5)]).toEqual([7, 8, 9]);
  });
  test("is one for several areas of the same time", () => {
    const extents = [circle(46, 7, 100, 0, 1), circle(46.5, 7, 100, 0, 1)];
    expect(drawn(operation({ extents }), true).marks).toHaveLength(1);
  });
  test("of a polygon stands at its centre of area", () => {
    const polygon = [
      { lat: 46, lng: 7 },
      { lat: 46, lng: 8 },
      { lat: 47, lng: 8 },
      { lat: 47, lng: 7 },
    ];
    const { marks } = drawn(operation({ extents: [{ polygon, altitude_reference: "WGS84" }] }), true);
    expect(marks[0]!.geometry.coordinates[0]).toBeCloseTo(7.5, 9);
    expect(marks[0]!.geometry.coordinates[1]).toBeCloseTo(46.5, 9);
  });
});

test("what is seen coarsely is cells and a coarse mark, never an area", () => {
  const cell = [
    { lat: 46, lng: 7 },
    { lat: 46, lng: 7.1 },
    { lat: 46.1, lng: 7.1 },
    { lat: 46.1, lng: 7 },
  ];
  const coarse = [
    { cells: [cell, cell], level: 10, margin_m: 0, altitude_reference: "WGS84" as const, start: moment(0) },
  ];
  const made = drawn(operation({ sight: "coarse", coarse, title: "" }), false);
  expect(made.areas).toEqual([]);
  expect(made.cells).toHaveLength(2);
  expect(made.cells[0]!.geometry.coordinates[0]!).toHaveLength(5);
  expect(made.marks.map(({ properties }) => properties.coarse)).toEqual([true]);
});

test("circles for the eye are round to a hundredth", () => {
  for (const lat of [-60, -12, 0, 46, 70]) {
    for (const radius_m of [50, 5_000, 39_000]) {
      const [area] = drawn(operation({ extents: [circle(lat, 20, radius_m, 0, 1)] }), true).areas;
      for (const [lng, y] of area!.geometry.coordinates[0]!) {
        const reached = distance_m({ lat, lng: 20 }, { lat: y!, lng: lng! });
        expect(Math.abs(reached / radius_m - 1)).toBeLessThan(0.009);
      }
    }
  }
});

describe("a drawing", () => {
  const first = operation({ id: "1", extents: [circle(46, 7, 500, 0, 1)] });
  const second = operation({ id: "2", extents: [circle(46.1, 7, 500, 0, 1), circle(46.2, 7, 500, 1, 2)] });

  test("draws only what has become another object", () => {
    const drawing = new Drawing();
    expect(drawing.change([first, second], "north").areas.add).toHaveLength(3);
    expect(drawing.change([first, second], "north").areas).toEqual({ remove: [], add: [] });
    const shorter = { ...second, extents: second.extents!.slice(0, 1) };
    const change = drawing.change([first, shorter], "north").areas;
    expect(change.add.map(({ id }) => id)).toEqual(["o:2#0"]);
    expect(change.remove).toEqual(["o:2#1"]);
  });
  test("takes away what is gone", () => {
    const drawing = new Drawing();
    drawing.change([first, second], "north");
    expect(drawing.change([second], "north").areas.remove).toEqual(["o:1#0"]);
    expect(drawing.change([{ ...second, state: "Ended" }], "north").areas.remove).toEqual(["o:2#0", "o:2#1"]);
    expect(drawing.bounds()).toBeUndefined();
  });
  test("keeps a notice and an operation of the same identifier apart", () => {
    const drawing = new Drawing();
    const closed = operation({ id: "1", kind: "constraint", extents: [circle(46, 7, 500, 0, 1)] });
    const site = notice({ id: "1", extents: [circle(46.3, 7, 100, 0, 1)] });
    const change = drawing.change([closed, site], "north");
    expect(change.areas.add.map(({ id }) => id)).toEqual(["o:1#0", "n:1#0"]);
    expect(change.marks.add.map(({ properties }) => properties!["thing"])).toEqual(["o:1", "n:1"]);
    expect(drawing.change([closed, site], "north").areas, "neither is drawn anew").toEqual({ remove: [], add: [] });
    expect(drawing.within([6, 45, 8, 47], AT)).toEqual([closed, site]);
    expect(drawing.of(keyOf(closed))).not.toBe(drawing.of(keyOf(site)));
    expect(drawing.change([closed], "north").areas.remove).toEqual(["n:1#0"]);
  });
  test("draws own things otherwise after another party has signed in", () => {
    const drawing = new Drawing();
    drawing.change([first], "north");
    const [area] = drawing.change([first], "south").areas.add;
    expect(area!.properties!["own"]).toBe(false);
  });
  test("knows what reaches into a rectangle at a moment", () => {
    const drawing = new Drawing();
    drawing.change([first, second], "north");
    const ids = (box: [number, number, number, number], at?: number) => drawing.within(box, at).map(({ id }) => id);
    expect(ids([6.9, 45.9, 7.1, 46.05], AT)).toEqual(["1"]);
    expect(ids([6, 45, 8, 47], AT)).toEqual(["1", "2"]);
    expect(ids([6, 45, 8, 47], AT + 1.5 * HOUR)).toEqual(["2"]);
    expect(ids([6, 45, 8, 47])).toEqual(["1", "2"]);
    expect(ids([8, 45, 9, 47], AT)).toEqual([]);
    expect(ids([366, 45, 368, 47], AT), "a view that was dragged once around the world").toEqual(["1", "2"]);
  });
});

test("bounds hold everything that is placed", () => {
  const bounds = boundsOf([operation({ extents: [circle(46, 7, 1_000, 0, 1), circle(47, 8, 1_000, 0, 1)] })])!;
  expect(bounds[0]).toBeLessThan(7);
  expect(bounds[2]).toBeGreaterThan(8);
  expect(boundsOf([operation({ sight: "exists" })])).toBeUndefined();
});

test("over the date line a polygon stays in one piece", () => {
  const polygon = [
    { lat: 0, lng: 179.9 },
    { lat: 0, lng: -179.9 },
    { lat: 1, lng: -179.9 },
    { lat: 1, lng: 179.9 },
  ];
  const { reach, areas } = drawn(operation({ extents: [{ polygon, altitude_reference: "WGS84" }] }), true);
  expect(reach[0]!.slice(0, 4)).toEqual([179.9, 0, expect.closeTo(180.1, 6), 1]);
  expect(areas[0]!.geometry.coordinates[0]!.at(-1)).toEqual([179.9, 0]);
});

test("things are counted by the spans in which they are somewhere", () => {
  const count = counter([
    operation({ extents: [circle(46, 7, 1, 0, 1)] }),
    operation({ extents: [circle(46, 7, 1, 2, 3), circle(46, 7, 1, 5, 6)] }),
    operation({ sight: "exists" }),
  ]);
  const at = (hours: number) => (AT + hours * HOUR) * 1000;
  expect(count(at(-1), at(0))).toBe(0);
  expect(count(at(0), at(0.5))).toBe(1);
  expect(count(at(0.5), at(2.5))).toBe(2);
  expect(count(at(1), at(2))).toBe(0);
  expect(count(at(4), at(4.5))).toBe(1);
  expect(count(at(6), at(9))).toBe(0);
});
