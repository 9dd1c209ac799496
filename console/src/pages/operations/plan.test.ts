import { expect, test } from "vitest";
import {
  extentsOf,
  formOf,
  lacking,
  lackingExtents,
  ledAround,
  newPlan,
  planOf,
  taken,
  usualKind,
  weighed,
  type Plan,
} from "./plan";
import type { Kind } from "../../live/kinds";
import { legsAlong } from "../../map/legs";

const NOW = Date.parse("2026-03-01T10:03:00Z");

function circle(changes: Partial<Plan> = {}): Plan {
  return {
    ...newPlan(NOW, "drone"),
    lower_m: 0,
    upper_m: 120,
    title: "Survey",
    centre: { lat: 46.2, lng: 7.3 },
    ...changes,
  };
}

test("a new plan begins soon, on a round minute, and lacks a name, a kind and a place", () => {
  const plan = newPlan(NOW);
  expect(plan.start!.toISOString()).toBe("2026-03-01T10:40:00.000Z");
  expect(lacking(plan, NOW)).toEqual(["lacks-title", "lacks-kind", "lacks-centre"]);
});

test("no height is taken for granted: whoever flies says how low and how high", () => {
  for (const kind of ["aircraft", "drone", "constraint"] as const) {
    const plan = { ...newPlan(NOW, kind), title: "Survey", centre: { lat: 46.2, lng: 7.3 } };
    expect(lacking(plan, NOW)).toEqual(["lacks-band"]);
    expect(weighed(plan, "", NOW)).toBeUndefined();
  }
});

test("the usual kind is that of the party's newest operation, never a closed area, never another's", () => {
  const one = (kind: Kind, changed: string, owner = "army") => ({ id: changed, owner, kind, sight: "all", changed });
  const known = [
    one("convoy", "2026-03-01T08:00:00Z"),
    one("aircraft", "2026-03-01T09:00:00Z"),
    one("team", "2026-03-01T07:00:00Z"),
    one("constraint", "2026-03-01T10:00:00Z"),
    one("drone", "2026-03-01T10:00:00Z", "drones"),
  ];
  expect(usualKind(known, "army")).toBe("aircraft");
  expect(usualKind(known, "relief")).toBe("");
});

test("what a plan is called is not weighed; where it is, is", () => {
  const asked = (changes: Partial<Plan>) => JSON.stringify(weighed(circle(changes), "", NOW));
  expect(asked({ title: "Other", remarks: "Call first", phone: "+1" })).toBe(asked({}));
  expect(asked({ radius_m: 501 })).not.toBe(asked({}));
});

test("a circle is sent with its times, its band and what that is measured from", () => {
  expect(lacking(circle(), NOW)).toEqual([]);
  expect(formOf(circle(), 0).extents).toEqual([
    {
      circle: { lat: 46.2, lng: 7.3, radius_m: 500 },
      lower_m: 0,
      upper_m: 120,
      altitude_reference: "AMSL",
      start: "2026-03-01T10:40:00.000Z",
      end: "2026-03-01T11:40:00.000Z",
    },
  ]);
});

test.each([
  [{ radius_m: 0 }, "lacks-radius"],
  [{ end: new Date(NOW) }, "lacks-order"],
  [{ start: new Date(NOW - 7_200_000), end: new Date(NOW - 3_600_000) }, "lacks-past"],
  [{ upper_m: undefined }, "lacks-band"],
  [{ lower_m: 200 }, "lacks-band-order"],
  [{ shape: "polygon" as const }, "lacks-corners"],
  [{ shape: "route" as const }, "lacks-legs"],
])("what is lacking is said: %o", (changes, lack) => {
  expect(lackingExtents(circle(changes), NOW)).toEqual([lack]);
});

test("on the ground no band is needed, and none is sent", () => {
  const plan = circle({ kind: "team", lower_m: undefined, upper_m: undefined });
  expect(lackingExtents(plan, NOW)).toEqual([]);
  expect(Object.keys(extentsOf(plan).extents![0]!)).not.toContain("lower_m");
});

test("a route needs a later time at each waypoint", () => {
  const legs = [0, 20].map((minutes) => ({
    position: { lat: 46.2, lng: 7.3 + minutes / 100 },
    at: new Date(NOW + minutes * 60_000),
    name: "",
  }));
  const plan = circle({ shape: "route", legs });
  expect(lackingExtents(plan, NOW)).toEqual([]);
  expect(extentsOf(plan).route!.waypoints).toHaveLength(2);
  const back = circle({ shape: "route", legs: [...legs].reverse() });
  expect(lackingExtents(back, NOW)).toEqual(["lacks-leg-times"]);
});

test("a suggested change of a circle leaves a circle, now above the ellipsoid", () => {
  const volume = {
    circle: { lat: 46.25, lng: 7.3, radius_m: 500 },
    lower_m: -60,
    upper_m: 290,
    altitude_reference: "WGS84" as const,
    start: "2026-03-01T10:40:00Z",
    end: "2026-03-01T11:40:00Z",
  };
  const plan = taken(circle(), { later_s: 0, up_m: 0, east_m: 0, north_m: 5560, extents: [volume] });
  expect(plan.shape).toBe("circle");
  expect(extentsOf(plan).extents).toEqual([
    { ...volume, start: "2026-03-01T10:40:00.000Z", end: "2026-03-01T11:40:00.000Z" },
  ]);
});

test("a route that is taken later stays a route; one that is taken higher becomes what was suggested", () => {
  const way = [
    { lat: 46.2, lng: 7.3, at: "2026-03-01T10:40:00Z" },
    { lat: 46.3, lng: 7.4, at: "2026-03-01T11:40:00Z" },
  ];
  const plan = ledAround(circle(), way);
  const later = taken(plan, {
    later_s: 600,
    extents: [{ altitude_reference: "WGS84" }, { altitude_reference: "WGS84" }],
  });
  expect(later.shape).toBe("route");
  expect(later.legs[0]!.at!.toISOString()).toBe("2026-03-01T10:50:00.000Z");
  const extents = [{ altitude_reference: "WGS84" as const, lower_m: 200, upper_m: 300 }];
  expect(taken(plan, { up_m: 100, extents })).toMatchObject({ shape: "volumes", volumes: extents });
});

test("what was laid along a route is changed as it was laid", () => {
  const extents = [{ altitude_reference: "WGS84" as const, lower_m: 0, upper_m: 100 }];
  const route = [
    { lat: 46.2, lng: 7.3, at: "2026-03-01T10:40:00Z" },
    { lat: 46.3, lng: 7.4, at: "2026-03-01T11:40:00Z" },
  ];
  const plan = planOf({ id: "1", owner: "army", kind: "convoy", sight: "all", extents, route, title: "Bread" }, NOW);
  expect(plan).toMatchObject({ shape: "volumes", volumes: extents, title: "Bread" });
  expect(plan.legs).toHaveLength(2);
});

test("the legs follow the way that is drawn: kept, moved, put between, taken out", () => {
  const at = (minutes: number) => new Date(NOW + minutes * 60_000);
  const place = (lng: number) => ({ lat: 46, lng });
  const legs = [0, 60, 120].map((minutes, i) => ({ position: place(7 + i), at: at(minutes), name: `leg ${i}` }));
  const points = legs.map((leg) => leg.position);
  expect(legsAlong(legs, points, undefined)).toEqual(legs);
  expect(legsAlong(legs, [points[0]!, place(7.7), points[2]!], undefined)[1]).toEqual({
    ...legs[1],
    position: place(7.7),
  });
  const between = legsAlong(legs, [points[0]!, place(7.5), points[1]!, points[2]!], undefined);
  expect(between[1]).toEqual({ position: place(7.5), at: at(30), name: "" });
  expect(legsAlong(legs, [points[0]!, points[2]!], undefined).map((leg) => leg.name)).toEqual(["leg 0", "leg 2"]);
  expect(legsAlong(legs, [...points, place(11)], undefined)[3]!.at).toEqual(at(150));
  expect(legsAlong([], [place(7)], at(5))[0]!.at).toEqual(at(5));
});

test("a route whose corridor is told can be laid again as it was", () => {
  const route = [
    { lat: 1, lng: 2, at: "2026-03-01T08:00:00Z" },
    { lat: 1.1, lng: 2, at: "2026-03-01T09:00:00Z" },
  ];
  const extents = [{ polygon: [], lower_m: 50, upper_m: 90, altitude_reference: "WGS84" as const }];
  const told = { id: "O", owner: "us", kind: "drone" as const, sight: "all", title: "Way", route, extents };
  const corridor = { half_width_m: 350, slack_minutes: 25 };
  const plan = planOf({ ...told, corridor } as Parameters<typeof planOf>[0], 0);
  expect(extentsOf(plan).route).toMatchObject({ ...corridor, lower_m: 50, upper_m: 90 });
  expect(planOf(told as Parameters<typeof planOf>[0], 0).shape).toBe("volumes");
});
