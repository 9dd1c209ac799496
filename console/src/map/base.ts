import type { Feature, FeatureCollection, Point } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import countries from "world-atlas/countries-50m.json?url";

/** What lies under everything, all of it from this office: land, borders, and the names of places. */

export interface Ground {
  land: FeatureCollection | Feature;
  borders: Feature;
}

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
let ground: Promise<Ground> | undefined;

async function read<T>(address: string): Promise<T> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** Read once for all maps of the page; asked for again after it failed. */
export function readGround(): Promise<Ground> {
  ground ??= read<World>(countries).then((world) => ({
    land: feature(world, world.objects.land),
    borders: {
      type: "Feature",
      properties: {},
      geometry: mesh(world, world.objects.countries, (one, other) => one !== other),
    },
  }));
  ground.catch(() => (ground = undefined));
  return ground;
}

export interface NamedPlace {
  name: string;
  people: number;
}
type Line = [name: string, lng: number, lat: number, people: number, names?: Record<string, string>];

const large = new Map<string, Promise<Feature<Point, NamedPlace>[]>>();

export function readLargePlaces(language: string): Promise<Feature<Point, NamedPlace>[]> {
  let reading = large.get(language);
  if (!reading) {
    reading = read<Line[]>(`/places/${language}.json`).then((lines) => lines.map((line) => placed(line, language)));
    reading.catch(() => large.delete(language));
    large.set(language, reading);
  }
  return reading;
}

const CELL = 10;
/** Cells that were read last; more are forgotten. */
const MOST_CELLS = 12;
const near = new Map<string, Promise<Line[]>>();

let cellsThere: Promise<Set<string>> | undefined;

/** The small places of the cells that a rectangle touches; in most of the sea there are none. */
export async function readNearPlaces(
  [west, south, east, north]: readonly [number, number, number, number],
  language: string,
): Promise<Feature<Point, NamedPlace>[]> {
  cellsThere ??= read<string[]>("/places/near/cells.json").then((names) => new Set(names));
  cellsThere.catch(() => (cellsThere = undefined));
  const there = await cellsThere;
  const cells = new Set<string>();
  for (let lat = down(south); lat <= north; lat += CELL) {
    for (let lng = down(west); lng <= east; lng += CELL)
      cells.add(`${((((lng + 180) % 360) + 360) % 360) - 180}_${lat}`);
  }
  const wanted = [...cells].filter((cell) => there.has(cell)).slice(0, MOST_CELLS);
  const lines = await Promise.all(wanted.map(readCell));
  return lines.flat().map((line) => placed(line, language));
}

function readCell(cell: string): Promise<Line[]> {
  const reading = near.get(cell) ?? read<Line[]>(`/places/near/${cell}.json`);
  near.delete(cell);
  near.set(cell, reading);
  reading.catch(() => near.delete(cell));
  for (const oldest of near.keys()) {
    if (near.size <= MOST_CELLS) break;
    near.delete(oldest);
  }
  return reading;
}

function down(degrees: number): number {
  return Math.floor(degrees / CELL) * CELL;
}

function placed([name, lng, lat, people, names]: Line, language: string): Feature<Point, NamedPlace> {
  return {
    type: "Feature",
    properties: { name: names?.[language] ?? name, people },
    geometry: { type: "Point", coordinates: [lng, lat] },
  };
}

const STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];

/** Lines of round longitudes and latitudes around what is seen, never closer than a seventh of it: something for the eye to
 * hold on to where nothing else is. */
export function graticule([west, south, east, north]: readonly [number, number, number, number]): Feature {
  const span = Math.max(east - west, north - south);
  const step = STEPS.findLast((size) => span / size <= 7) ?? 30;
  const [beside, above] = [east - west, north - south];
  const lines: [number, number][][] = [];
  const [low, high] = [Math.max(-85, south - above), Math.min(85, north + above)];
  for (let lng = Math.ceil((west - beside) / step) * step; lng <= east + beside; lng += step) {
    lines.push([
      [lng, low],
      [lng, high],
    ]);
  }
  for (let lat = Math.ceil(low / step) * step; lat <= high; lat += step) {
    lines.push([
      [west - beside, lat],
      [east + beside, lat],
    ]);
  }
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: lines } };
}
