import { boxOf } from "./things";
import { ringOfShape, type Shape } from "./shapes";

/** An area by which a list is narrowed down, as it is kept: latitude, longitude and radius of a circle. Pure. */
export type Circle = Extract<Shape, { kind: "circle" }>;

const DIGITS = 5;
const LONGEST_M = 2_000_000;

/** The text of a circle that is drawn; empty while there is none. */
export function areaText({ centre, radius_m }: Circle): string {
  if (!centre || !(radius_m > 0)) return "";
  const [lat, lng] = [centre.lat, centre.lng].map((degrees) => Number(degrees.toFixed(DIGITS)));
  return `${lat},${lng},${Math.round(radius_m)}`;
}

/** The circle of such a text; nothing where it is none. */
export function circleOf(text: string): Circle | undefined {
  const parts = text.split(",");
  const [lat, lng, radius_m] = parts.map((part) => (part.trim() ? Number(part) : NaN)) as [number, number, number];
  const isPlace = parts.length === 3 && Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
  if (!isPlace || !(radius_m >= 1 && radius_m <= LONGEST_M)) return undefined;
  return { kind: "circle", centre: { lat, lng }, radius_m };
}

/** The rectangle around it, as the office asks for it: west, south, east, north. Empty where there is no area. */
export function rectangleOf(text: string): string {
  const circle = circleOf(text);
  const ring = circle && ringOfShape(circle);
  if (!ring) return "";
  const [west, south, east, north] = boxOf(ring);
  const turned = (lng: number) => ((((lng + 180) % 360) + 360) % 360) - 180;
  const all = [turned(west), Math.max(south, -90), turned(east), Math.min(north, 90)];
  return all.map((degrees) => Number(degrees.toFixed(DIGITS))).join(",");
}
