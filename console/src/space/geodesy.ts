import geodesic from "geographiclib-geodesic";
import type { Position } from "./coordinates";

/** Lengths and directions on the WGS84 ellipsoid, by GeographicLib. Pure. */
const WGS84 = geodesic.Geodesic.WGS84;
export type Ring = [lng: number, lat: number][];

export function distance_m(from: Position, to: Position): number {
  return WGS84.Inverse(from.lat, from.lng, to.lat, to.lng).s12 ?? 0;
}

/** The direction in which the shortest way begins, clockwise from true north, [0, 360). */
export function bearing(from: Position, to: Position): number {
  return ((WGS84.Inverse(from.lat, from.lng, to.lat, to.lng).azi1 ?? 0) + 360) % 360;
}

export function ahead(from: Position, direction: number, length_m: number): Position {
  const there = WGS84.Direct(from.lat, from.lng, direction, length_m);
  return { lat: there.lat2 ?? from.lat, lng: there.lon2 ?? from.lng };
}

export function length_m(points: readonly Position[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + distance_m(points[index]!, point), 0);
}

/** The circle as a closed ring, counterclockwise (as GeoJSON has outer rings). */
export function circleRing(centre: Position, radius_m: number, corners = 64): Ring {
  const ring: Ring = [];
  for (let i = 0; i < corners; i++) ring.push(pair(ahead(centre, 360 - (360 * i) / corners, radius_m)));
  return closed(unwrapped(ring));
}

/** A ring whose longitudes go on over the date line, so that it is drawn in one piece. */
export function unwrapped(ring: Ring): Ring {
  let before = ring[0]?.[0] ?? 0;
  return ring.map(([lng, lat]) => {
    while (lng - before > 180) lng -= 360;
    while (lng - before < -180) lng += 360;
    before = lng;
    return [lng, lat];
  });
}

/** The shortest way between points as a line that bends with the earth: a point each `step_m` at most. */
export function line(points: readonly Position[], step_m = 50_000): Ring {
  const drawn: Ring = points.length ? [pair(points[0]!)] : [];
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!];
    const way = WGS84.InverseLine(from.lat, from.lng, to.lat, to.lng);
    const length = way.s13 ?? 0;
    const steps = Math.min(200, Math.max(1, Math.ceil(length / step_m)));
    for (let step = 1; step < steps; step++) {
      const there = way.Position((length * step) / steps);
      drawn.push([there.lon2 ?? to.lng, there.lat2 ?? to.lat]);
    }
    drawn.push(pair(to));
  }
  return unwrapped(drawn);
}

/** The outline of a corridor: along the way on its right, back on its left, round at the ends and around outer turns.
 * Where the way turns back sharply the outline may cross itself; what it covers is right. */
export function corridorRing(points: readonly Position[], half_width_m: number): Ring {
  const way = points.filter((point, index) => index === 0 || distance_m(points[index - 1]!, point) > 0.5);
  if (way.length === 0) return [];
  if (way.length === 1) return circleRing(way[0]!, half_width_m);
  const ring: Ring = [...side(way, half_width_m), ...side([...way].reverse(), half_width_m)];
  return closed(unwrapped(ring));
}

const ARC_STEP = 15;

/** The points right of the way, with a half circle around its end. */
function side(way: readonly Position[], half_width_m: number): Ring {
  const points: Ring = [];
  for (let i = 0; i < way.length - 1; i++) {
    const [from, to] = [way[i]!, way[i + 1]!];
    const begins = bearing(from, to);
    const arrives = (bearing(to, from) + 180) % 360;
    points.push(pair(ahead(from, begins + 90, half_width_m)), pair(ahead(to, arrives + 90, half_width_m)));
    const next = way[i + 2];
    const turn = next ? ((bearing(to, next) - arrives + 540) % 360) - 180 : -180;
    // Left turns open a gap on the right; the end is a turn by half a circle.
    for (let angle = -ARC_STEP; angle > turn; angle -= ARC_STEP) {
      points.push(pair(ahead(to, arrives + 90 + angle, half_width_m)));
    }
  }
  return points;
}

function pair(position: Position): [number, number] {
  return [position.lng, position.lat];
}

function closed(ring: Ring): Ring {
  return ring.length ? [...ring, [...ring[0]!]] : ring;
}
