import type { Feature, LineString, Point, Polygon } from "geojson";
import type { Schema } from "../api/client";
import { isNotified, type Kind } from "../live/kinds";
import { circleRing, type Ring } from "../space/geodesy";

/** What is seen of things, as features for the map: pure, so that thousands are made in one go and only those that have
 * changed are made anew. Times are seconds since 1970, so that the map's filters can compare them. */

export type Operation = Schema["OperationOut"];
export type Notice = Schema["NoticeOut"];
export type Thing = Operation | Notice;
export type VolumeOut = Schema["VolumeOut"];
export type CoarseOut = Schema["CoarseOut"];
export type Conflict = Schema["ConflictOut"];

/** What a thing is found by among all others. Its identifier alone is not enough: whoever makes it may choose it, and it is
 * one of its own sort only. So a notice cannot take the place of somebody's operation. */
export function keyOf({ id, kind }: { id: string; kind: Kind }): string {
  return `${isNotified(kind) ? "n" : "o"}:${id}`;
}

/** How a thing is drawn: dashed, solid, or as something that threatens lives. */
export type Look = "planned" | "active" | "alarm";

export interface Properties {
  /** Its key. */
  thing: string;
  kind: Kind;
  own: boolean;
  look: Look;
  coarse: boolean;
  from: number;
  until: number;
  /** Which hatching: `KIND-own-LOOK`. */
  pattern: string;
  title: string;
  /** Small is drawn, and found under the pointer, first. */
  order: number;
}

export interface Drawn {
  areas: Feature<Polygon, Properties>[];
  cells: Feature<Polygon, Properties>[];
  marks: Feature<Point, Properties>[];
  ways: Feature<LineString, Properties>[];
  /** West, south, east, north, from, until of each part. */
  reach: Reach[];
}
export type Family = "areas" | "cells" | "marks" | "ways";
export const FAMILIES: readonly Family[] = ["areas", "cells", "marks", "ways"];
export type Reach = readonly [west: number, south: number, east: number, north: number, from: number, until: number];

/** Without end: later, and earlier, than anything. */
export const EVER = 1e11;

export function isNotice(thing: Thing): thing is Notice {
  return "receipts" in thing;
}

export function lookOf(thing: Thing): Look {
  if (isNotice(thing)) return "active";
  if (thing.state === "Nonconforming" || thing.state === "Contingent") return "alarm";
  return thing.state === "Activated" ? "active" : "planned";
}

/** Whether it has a place in the world as it is now: what has ended, expired or been withdrawn has none. */
export function isShown(thing: Thing): boolean {
  return isNotice(thing) ? thing.state === "in force" : thing.state !== "Ended";
}

export function seconds(at: string | null | undefined, without: number): number {
  return at ? Date.parse(at) / 1000 : without;
}

/** Everything that the map draws of one thing. */
export function drawn(thing: Thing, own: boolean): Drawn {
  const made: Drawn = { areas: [], cells: [], marks: [], ways: [], reach: [] };
  if (!isShown(thing)) return made;
  const look = lookOf(thing);
  const key = keyOf(thing);
  const common = {
    thing: key,
    kind: thing.kind,
    own,
    look,
    pattern: `${thing.kind}-${own ? "own" : "theirs"}-${look}`,
    title: thing.title ?? "",
  };
  const exact = (thing.extents ?? []).map((volume) => ({ ...window(volume, thing), ring: ringOf(volume), volume }));
  exact.forEach(({ from, until, ring }, index) => {
    const box = boxOf(ring);
    made.reach.push([...box, from, until]);
    made.areas.push({
      type: "Feature",
      id: `${key}#${index}`,
      geometry: { type: "Polygon", coordinates: [ring] },
      properties: { ...common, coarse: false, from, until, order: sizeOf(box) },
    });
  });
  placeMarks(
    made,
    key,
    exact.map(({ from, until, ring, volume }) => ({ from, until, place: middle(volume, ring) })),
    { ...common, coarse: false },
  );
  (thing.coarse ?? []).forEach((volume, index) => drawCoarsely(made, thing, volume, index, common));
  drawWay(made, thing, common);
  return made;
}

type Common = Omit<Properties, "coarse" | "from" | "until" | "order">;

/** The cells of the grid, and the mark in the midst of them: a mark that says "somewhere here". */
function drawCoarsely(made: Drawn, thing: Thing, volume: CoarseOut, index: number, common: Common): void {
  const { from, until } = window(volume, thing);
  const rings = volume.cells.map((cell) => closedRing(cell));
  rings.forEach((ring, cell) => {
    const box = boxOf(ring);
    made.reach.push([...box, from, until]);
    made.cells.push({
      type: "Feature",
      id: `${common.thing}#${index}.${cell}`,
      geometry: { type: "Polygon", coordinates: [ring] },
      properties: { ...common, coarse: true, from, until, order: sizeOf(box) },
    });
  });
  const [west, south, east, north] = boxOf(rings.flat());
  if (rings.length) {
    const place: [number, number] = [(west + east) / 2, (south + north) / 2];
    made.marks.push(mark(`${common.thing}#${index}c`, place, { ...common, coarse: true, from, until, order: 0 }));
  }
}

/** One mark at a time for a thing that moves on through its volumes: each holds until the next one begins. */
function placeMarks(
  made: Drawn,
  key: string,
  places: { from: number; until: number; place: [number, number] }[],
  common: Common & { coarse: boolean },
): void {
  const inOrder = [...places].sort((one, other) => one.from - other.from);
  const end = Math.max(...inOrder.map(({ until }) => until));
  inOrder.forEach((one, index) => {
    const next = inOrder.slice(index + 1).find(({ from }) => from > one.from);
    if (inOrder.findIndex(({ from }) => from === one.from) !== index) return;
    const until = next ? Math.min(next.from, Math.max(one.until, next.from)) : end;
    made.marks.push(mark(`${key}#${index}m`, one.place, { ...common, from: one.from, until, order: 0 }));
  });
}

function drawWay(made: Drawn, thing: Thing, common: Common): void {
  const route = thing.route;
  if (!route || route.length < 2) return;
  const from = Math.min(...made.reach.map((reach) => reach[4]), seconds(route[0]!.at, EVER));
  const until = Math.max(...made.reach.map((reach) => reach[5]), seconds(route.at(-1)!.at, -EVER));
  made.ways.push({
    type: "Feature",
    id: `${common.thing}#w`,
    geometry: { type: "LineString", coordinates: route.map(({ lng, lat }) => [lng, lat]) },
    properties: { ...common, coarse: false, from, until, order: 0 },
  });
}

function mark(id: string, place: [number, number], properties: Properties): Feature<Point, Properties> {
  return { type: "Feature", id, geometry: { type: "Point", coordinates: place }, properties };
}

function window(volume: { start?: string | null; end?: string | null }, thing: Thing): { from: number; until: number } {
  const from = seconds(volume.start, -EVER);
  if (isNotice(thing)) return { from, until: Math.min(seconds(volume.end, EVER), seconds(thing.valid_until, EVER)) };
  return { from, until: thing.beyond_end ? EVER : seconds(volume.end, EVER) };
}

/** The outline of a volume as a closed ring. */
export function ringOf(volume: VolumeOut): Ring {
  if (volume.circle) return quickCircle(volume.circle);
  return closedRing(volume.polygon ?? []);
}

function closedRing(places: readonly { lat: number; lng: number }[]): Ring {
  let before = places[0]?.lng ?? 0;
  const ring: Ring = places.map(({ lat, lng }) => {
    if (lng - before > 180) lng -= 360;
    else if (lng - before < -180) lng += 360;
    before = lng;
    return [lng, lat];
  });
  if (ring.length) ring.push([...ring[0]!]);
  return ring;
}

/** A circle is drawn with so many: within a hundredth of its radius, and thousands of them are soon sent to be drawn. */
const CORNERS = 24;
/** Up to this radius, and this far from the poles, the earth is flat enough: the error is below a hundredth. */
const FLAT_M = 40_000;

/** A circle for the eye: thousands of them must not take the time that GeographicLib would. */
function quickCircle({ lat, lng, radius_m }: { lat: number; lng: number; radius_m: number }): Ring {
  if (radius_m > FLAT_M || Math.abs(lat) > 75) return circleRing({ lat, lng }, radius_m);
  const phi = (lat * Math.PI) / 180;
  const north = radius_m / (111_132.95 - 559.85 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi));
  const east = radius_m / (111_412.88 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi));
  const ring: Ring = [];
  for (let i = 0; i <= CORNERS; i++) {
    const angle = (2 * Math.PI * (i % CORNERS)) / CORNERS;
    ring.push([lng + east * Math.cos(angle), lat + north * Math.sin(angle)]);
  }
  return ring;
}

export function boxOf(ring: Ring): [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of ring) {
    if (lng < west) west = lng;
    if (lng > east) east = lng;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return [west, south, east, north];
}

function sizeOf([west, south, east, north]: readonly number[]): number {
  return (east! - west!) * (north! - south!);
}

/** Where the mark of a volume stands: its centre of area, or the middle of its box where that has none. */
function middle(volume: VolumeOut, ring: Ring): [number, number] {
  if (volume.circle) return [volume.circle.lng, volume.circle.lat];
  const [x0, y0] = ring[0] ?? [0, 0];
  let [area, x, y] = [0, 0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay, bx, by] = [ring[i - 1]![0] - x0, ring[i - 1]![1] - y0, ring[i]![0] - x0, ring[i]![1] - y0];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  if (Math.abs(area) > 1e-12) return [x0 + x / (3 * area), y0 + y / (3 * area)];
  const [west, south, east, north] = boxOf(ring);
  return [(west + east) / 2, (south + north) / 2];
}

export interface Change {
  remove: string[];
  add: Feature[];
}

/** What was drawn last, and what has to change: a thing that is the same object is drawn the same. */
export class Drawing {
  #kept = new Map<string, { thing: Thing; own: boolean; made: Drawn }>();

  /** The changes, by family, that bring what was drawn to these things. */
  change(things: readonly Thing[], party: string): Record<Family, Change> {
    const changes = Object.fromEntries(
      FAMILIES.map((family) => [family, { remove: [], add: [] }]),
    ) as unknown as Record<Family, Change>;
    const seen = new Set<string>();
    for (const thing of things) {
      const key = keyOf(thing);
      seen.add(key);
      const own = thing.owner === party;
      const before = this.#kept.get(key);
      if (before?.thing === thing && before.own === own) continue;
      const made = drawn(thing, own);
      this.#kept.set(key, { thing, own, made });
      for (const family of FAMILIES) {
        changes[family].add.push(...made[family]);
        if (!before) continue;
        const added = new Set(made[family].map(({ id }) => id));
        for (const { id } of before.made[family]) if (!added.has(id)) changes[family].remove.push(String(id));
      }
    }
    for (const [key, { made }] of this.#kept) {
      if (seen.has(key)) continue;
      this.#kept.delete(key);
      for (const family of FAMILIES) changes[family].remove.push(...made[family].map((feature) => String(feature.id)));
    }
    return changes;
  }

  of(key: string): Drawn | undefined {
    return this.#kept.get(key)?.made;
  }

  /** The things that reach into a rectangle at a moment, in the order in which they were given; all moments without one. */
  within(box: readonly [number, number, number, number], at?: number): Thing[] {
    const found: Thing[] = [];
    for (const { thing, made } of this.#kept.values()) {
      if (made.reach.some((reach) => meets(reach, box, at))) found.push(thing);
    }
    return found;
  }

  /** West, south, east, north of everything that is placed. */
  bounds(): [number, number, number, number] | undefined {
    return around([...this.#kept.values()].flatMap(({ made }) => made.reach));
  }
}

/** West, south, east, north of things that are not drawn yet. */
export function boundsOf(things: readonly Thing[]): [number, number, number, number] | undefined {
  return around(things.flatMap((thing) => drawn(thing, false).reach));
}

type Bounds = [west: number, south: number, east: number, north: number];

/** A box with as much room around it as it is wide and high, and some kilometres at least: what is there, and what is near. */
export function withRoom([west, south, east, north]: Bounds): Bounds {
  const [wide, high] = [Math.max(east - west, 0.04), Math.max(north - south, 0.03)];
  return [west - wide, south - high, east + wide, north + high];
}

/** West, south, east and north of all rings together. */
export function boxOfAll(rings: readonly Ring[]): [number, number, number, number] | undefined {
  return around(rings.map((ring): Reach => [...boxOf(ring), 0, 0]));
}

function around(reaches: readonly Reach[]): [number, number, number, number] | undefined {
  if (!reaches.length) return undefined;
  return boxOf(
    reaches.flatMap(([west, south, east, north]): Ring => [
      [west, south],
      [east, north],
    ]),
  );
}

function meets(
  reach: Reach,
  [west, south, east, north]: readonly [number, number, number, number],
  at?: number,
): boolean {
  const [w, s, e, n, from, until] = reach;
  if (at !== undefined && (from > at || until <= at)) return false;
  if (s > north || n < south) return false;
  // A view that was dragged around the world lies whole turns away from where things are written.
  const turn = 360 * Math.round(((west + east) / 2 - (w + e) / 2) / 360);
  return w + turn <= east && e + turn >= west;
}
