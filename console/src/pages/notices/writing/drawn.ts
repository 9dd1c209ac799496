import { legsAlong } from "../../../map/legs";
import { emptyShape, isComplete, type Shape, type ShapeKind } from "../../../map/shapes";
import { readPosition, type Position } from "../../../space/coordinates";
import { cornersOf, exactly, legsOf, turnsOf, type Sheet as Whole } from "../sheet";

/** Between a sheet, as it is typed, and a shape, as it is drawn: both are the same place. Pure. */
type Sheet = Pick<Whole, "kind" | "places" | "legs">;

export function kindOf(sheet: Sheet, index: number): ShapeKind {
  if (sheet.kind === "movement") return "route";
  return sheet.places[index]?.shape === "outline" ? "polygon" : "circle";
}

export function shapeOfSheet(sheet: Sheet, index: number): Shape {
  const place = sheet.places[index];
  if (sheet.kind === "movement") return { kind: "route", points: sheet.legs.map((leg) => leg.position) };
  if (!place) return emptyShape("circle");
  if (place.shape === "outline") return { kind: "polygon", points: cornersOf(place.text) };
  return { kind: "circle", centre: positionOf(place.text)[0], radius_m: place.radius_m };
}

/** What was drawn, as it would have been typed. Points that stayed keep their names and times. */
export function drawnInto(sheet: Sheet, index: number, shape: Shape): void {
  if (shape.kind === "route") {
    sheet.legs = turnsOf(legsAlong(legsOf(sheet), shape.points, undefined));
    return;
  }
  const place = sheet.places[index];
  if (!place) return;
  if (shape.kind === "polygon") place.text = shape.points.map(exactly).join("\n");
  else {
    place.text = shape.centre ? exactly(shape.centre) : "";
    if (isComplete(shape)) place.radius_m = Math.max(1, Math.round(shape.radius_m));
  }
}

function positionOf(text: string): Position[] {
  const read = readPosition(text);
  return read.ok ? [read.position] : [];
}
