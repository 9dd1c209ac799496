import { NOTIFIED } from "../live/kinds";
import { circleRing, distance_m, line, type Ring } from "../space/geodesy";
import type { Position } from "../space/coordinates";
import { boxOf, EVER, isNotice, keyOf, ringOf, seconds, type Thing, type VolumeOut } from "./things";

/** Altitude bands in a cut through the world: along a route, or over time at one place. Pure. */

export interface Band {
  thing: Thing;
  /** Metres from the start, or seconds since 1970. */
  begin: number;
  end: number;
  /** Above the WGS84 ellipsoid; null: without end on that side. */
  lower_m: number | null;
  upper_m: number | null;
}

export interface Cut {
  bands: Band[];
  begin: number;
  end: number;
}

interface Part {
  rings: Ring[];
  lower_m: number | null;
  upper_m: number | null;
  from: number;
  until: number;
}

const SAMPLES = 160;
/** Whatever is there within this time of the passing is drawn. */
const AROUND_S = 900;

/** What a way leads through. With times, only what is there when it is passed. `apart_m`: how far beside it may lie. */
export function alongRoute(route: readonly (Position & { at?: string })[], things: readonly Thing[], apart_m = 0): Cut {
  const points = sampled(route);
  const length = points.at(-1)?.distance ?? 0;
  const [west, south, east, north] = boxOf(points.map(({ lng, lat }) => [lng, lat]));
  const margin = degreesOf(apart_m, (south + north) / 2);
  const bands: Band[] = [];
  for (const thing of things) {
    for (const { rings, lower_m, upper_m, from, until } of partsOf(thing)) {
      for (const ring of rings) {
        const [w, s, e, n] = boxOf(ring);
        if (w > east + margin || e < west - margin || s > north + margin || n < south - margin) continue;
        let begin: number | undefined;
        const finish = (end: number) => {
          if (begin !== undefined) bands.push({ thing, begin, end, lower_m, upper_m });
          begin = undefined;
        };
        for (const point of points) {
          const isThere = point.at === undefined || (from <= point.at + AROUND_S && until > point.at - AROUND_S);
          if (isThere && isWithin(point, ring, apart_m)) begin ??= point.distance;
          else finish(point.distance);
        }
        finish(length);
      }
    }
  }
  return { bands: merged(bands), begin: 0, end: length };
}

/** What is at a place, or at most so far from it, between two moments (seconds). */
export function atPlace(place: Position, things: readonly Thing[], begin: number, end: number, apart_m = 0): Cut {
  const bands: Band[] = [];
  for (const thing of things) {
    for (const { rings, lower_m, upper_m, from, until } of partsOf(thing)) {
      if (from >= end || until <= begin || !rings.some((ring) => isWithin(place, ring, apart_m))) continue;
      bands.push({ thing, begin: Math.max(begin, from), end: Math.min(end, until), lower_m, upper_m });
    }
  }
  return { bands: merged(bands), begin, end };
}

/** Where a thing is at a moment, or where it is first: the middle of that part. */
export function placeOf(thing: Thing, at: number): Position | undefined {
  const parts = partsOf(thing).filter(({ rings }) => rings.length);
  const part =
    parts.find(({ from, until }) => from <= at && until > at) ?? parts.find(({ from }) => from > at) ?? parts.at(-1);
  if (!part) return undefined;
  const [west, south, east, north] = boxOf(part.rings.flat());
  return { lng: (west + east) / 2, lat: (south + north) / 2 };
}

const ON_GROUND: ReadonlySet<string> = new Set(["convoy", "team", "field-work", ...NOTIFIED]);

/** Whether a band is of something on the ground of which no altitude is said: how high it reaches is not known. */
export function isOnGround({ thing, lower_m, upper_m }: Band): boolean {
  return lower_m === null && upper_m === null && ON_GROUND.has(thing.kind);
}

/** Round numbers for an axis, at most `most` of them. */
export function ticks(begin: number, end: number, most: number): number[] {
  const span = end - begin;
  if (!(span > 0)) return [begin];
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => span / size <= most) ?? 10 * power;
  const first = Math.ceil(begin / step) * step;
  return Array.from({ length: Math.floor((end - first) / step) + 1 }, (_, i) => first + i * step);
}

/** The altitudes that have to be drawn: round, and never thinner than some hundred metres. */
export function altitudes(bands: readonly Band[]): [lowest: number, highest: number] {
  const known = bands.flatMap(({ lower_m, upper_m }) => [lower_m, upper_m].filter((height) => height !== null));
  if (!known.length) return [0, 1_000];
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  const room = Math.max(150, (highest - lowest) * 0.15);
  return [Math.floor((lowest - room) / 50) * 50, Math.ceil((highest + room) / 50) * 50];
}

function partsOf(thing: Thing): Part[] {
  const limit = isNotice(thing) ? seconds(thing.valid_until, EVER) : EVER;
  const stays = !isNotice(thing) && thing.beyond_end;
  const common = (volume: Pick<VolumeOut, "lower_m" | "upper_m" | "start" | "end">) => ({
    lower_m: volume.lower_m ?? null,
    upper_m: volume.upper_m ?? null,
    from: seconds(volume.start, -EVER),
    until: stays ? EVER : Math.min(seconds(volume.end, EVER), limit),
  });
  return [
    ...(thing.extents ?? []).map((volume) => ({ rings: [ringOf(volume)], ...common(volume) })),
    ...(thing.coarse ?? []).map((volume) => ({
      rings: volume.cells.map((cell) => ringOf({ polygon: cell, altitude_reference: "WGS84" })),
      ...common(volume),
    })),
  ];
}

interface Sample extends Position {
  distance: number;
  at: number | undefined;
}

function sampled(route: readonly (Position & { at?: string })[]): Sample[] {
  const legs = route.slice(1).map((to, index) => ({ from: route[index]!, to, length: distance_m(route[index]!, to) }));
  const total = legs.reduce((sum, leg) => sum + leg.length, 0);
  const samples: Sample[] = [];
  let before = 0;
  for (const { from, to, length } of legs) {
    const steps = Math.max(1, Math.round((SAMPLES * length) / (total || 1)));
    const drawn = length > 0 ? line([from, to], length / steps) : [];
    const [begins, ends] = [seconds(from.at, NaN), seconds(to.at, NaN)];
    drawn.forEach(([lng, lat], index) => {
      const part = drawn.length > 1 ? index / (drawn.length - 1) : 0;
      const at = begins + (ends - begins) * part;
      samples.push({ lng, lat, distance: before + length * part, at: Number.isNaN(at) ? undefined : at });
    });
    before += length;
  }
  return samples;
}

function degreesOf(length_m: number, lat: number): number {
  return length_m / 111_000 / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
}

function isWithin({ lng, lat }: Position, ring: Ring, apart_m: number): boolean {
  if (contains(ring, lng, lat)) return true;
  if (apart_m <= 0) return false;
  const [w, s, e, n] = boxOf(ring);
  const margin = degreesOf(apart_m, lat);
  if (lng < w - margin || lng > e + margin || lat < s - margin || lat > n + margin) return false;
  return (
    circleRing({ lng, lat }, apart_m, 16).some(([x, y]) => contains(ring, x, y)) ||
    ring.some(([x, y]) => distance_m({ lng, lat }, { lng: x, lat: y }) <= apart_m)
  );
}

/** Whether a ring goes around a point. */
function contains(ring: Ring, lng: number, lat: number): boolean {
  let isInside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    if (ay > lat !== by > lat && lng < ((bx - ax) * (lat - ay)) / (by - ay) + ax) isInside = !isInside;
  }
  return isInside;
}

/** Bands of one thing and one height that touch become one. */
function merged(bands: readonly Band[]): Band[] {
  const made: Band[] = [];
  const groups = new Map<string, Band[]>();
  for (const band of bands) {
    const key = `${keyOf(band.thing)} ${band.lower_m} ${band.upper_m}`;
    groups.set(key, [...(groups.get(key) ?? []), band]);
  }
  for (const group of groups.values()) {
    group.sort((one, other) => one.begin - other.begin);
    for (const band of group) {
      const last = made.at(-1);
      const isSame = last?.thing === band.thing && last.lower_m === band.lower_m && last.upper_m === band.upper_m;
      if (last && isSame && band.begin <= last.end) last.end = Math.max(last.end, band.end);
      else made.push({ ...band });
    }
  }
  return made.sort((one, other) => one.begin - other.begin || (one.lower_m ?? -EVER) - (other.lower_m ?? -EVER));
}
