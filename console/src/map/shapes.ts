import type { Schema } from "../api/client";
import type { Position } from "../space/coordinates";
import { circleRing, corridorRing, distance_m, length_m, type Ring } from "../space/geodesy";

/** What is drawn or typed: an area, a circle or a way. Pure. */
export type Shape =
  | { kind: "polygon"; points: readonly Position[] }
  | { kind: "circle"; centre: Position | undefined; radius_m: number }
  | { kind: "route"; points: readonly Position[] };
export type ShapeKind = Shape["kind"];

const USUAL_RADIUS_M = 500;

export function emptyShape(kind: ShapeKind): Shape {
  return kind === "circle" ? { kind, centre: undefined, radius_m: USUAL_RADIUS_M } : { kind, points: [] };
}

/** Whether it encloses, or leads, somewhere. */
export function isComplete(shape: Shape): boolean {
  if (shape.kind === "circle") return shape.centre !== undefined && shape.radius_m > 0;
  return shape.points.length >= (shape.kind === "polygon" ? 3 : 2);
}

export function isSame(one: Shape, other: Shape): boolean {
  if (one === other) return true;
  if (one.kind === "circle") {
    return other.kind === "circle" && one.radius_m === other.radius_m && isSamePlace(one.centre, other.centre);
  }
  return (
    other.kind === one.kind &&
    one.points.length === other.points.length &&
    one.points.every((point, index) => isSamePlace(point, other.points[index]))
  );
}

function isSamePlace(one: Position | undefined, other: Position | undefined): boolean {
  return one?.lat === other?.lat && one?.lng === other?.lng;
}

/** As the office takes the area of a volume; undefined while it is not complete, or is a way. */
export function outlineOf(shape: Shape): Pick<Schema["VolumeForm"], "polygon" | "circle"> | undefined {
  if (!isComplete(shape) || shape.kind === "route") return undefined;
  if (shape.kind === "circle") return { circle: { ...shape.centre!, radius_m: shape.radius_m } };
  return { polygon: shape.points.map(({ lat, lng }) => ({ lat, lng })) };
}

/** Metres: once around, or along. */
export function edge_m(shape: Shape): number {
  if (shape.kind === "circle") return 2 * Math.PI * shape.radius_m;
  if (shape.kind === "route") return length_m(shape.points);
  return length_m([...shape.points, ...shape.points.slice(0, 1)]);
}

/** The line or ring that is drawn on the map; undefined while there is none. */
export function ringOfShape(shape: Shape): Ring | undefined {
  if (!isComplete(shape)) return undefined;
  if (shape.kind === "circle") return circleRing(shape.centre!, shape.radius_m);
  const points = shape.points.map(({ lng, lat }): [number, number] => [lng, lat]);
  return shape.kind === "polygon" ? [...points, points[0]!] : points;
}

/** The corridor of a way, for the eye: the office lays the one that counts. */
export function corridorOf(shape: Shape, half_width_m: number): Ring | undefined {
  return shape.kind === "route" && isComplete(shape) ? corridorRing(shape.points, half_width_m) : undefined;
}

/** About a tenth of a metre: what is drawn by hand is not more exact, and is easier to read so. */
const PLACES = 1e6;

function rounded([lng, lat]: readonly number[]): Position {
  const turned = ((((lng! + 180) % 360) + 360) % 360) - 180;
  return { lat: Math.round(lat! * PLACES) / PLACES, lng: Math.round(turned * PLACES) / PLACES };
}

/** The shape that a drawn line or ring means. */
export function shapeOfRing(kind: ShapeKind, coordinates: readonly (readonly number[])[]): Shape {
  if (kind === "route") return { kind, points: coordinates.map(rounded) };
  const corners = coordinates.slice(0, -1);
  if (kind === "polygon") return { kind, points: corners.map(rounded) };
  const middle = (axis: 0 | 1) => {
    const all = corners.map((corner) => corner[axis]!);
    return (Math.min(...all) + Math.max(...all)) / 2;
  };
  const centre = rounded([middle(0), middle(1)]);
  const lengths = corners.map(([lng, lat]) => distance_m(centre, { lng: lng!, lat: lat! }));
  const radius = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return { kind, centre, radius_m: Math.max(1, Math.round(radius)) };
}

/** What was there before, and what was taken back. */
export class Past {
  #before: Shape[] = [];
  #after: Shape[] = [];

  keep(shape: Shape): void {
    this.#before.push(shape);
    if (this.#before.length > 100) this.#before.shift();
    this.#after = [];
  }

  back(now: Shape): Shape | undefined {
    const shape = this.#before.pop();
    if (shape) this.#after.push(now);
    return shape;
  }

  forth(now: Shape): Shape | undefined {
    const shape = this.#after.pop();
    if (shape) this.#before.push(now);
    return shape;
  }

  get canGoBack(): boolean {
    return this.#before.length > 0;
  }

  get canGoForth(): boolean {
    return this.#after.length > 0;
  }
}
