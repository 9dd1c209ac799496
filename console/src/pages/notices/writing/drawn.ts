import { emptyShape, isComplete, type Shape, type ShapeKind } from "../../../map/shapes";
import { readPosition, type Position } from "../../../space/coordinates";
import { cornersOf, emptyLeg, exactly, type Leg, type Sheet } from "../sheet";

/** Between a sheet, as it is typed, and a shape, as it is drawn: both are the same place. Pure. */
export function kindOf(sheet: Sheet, index: number): ShapeKind {
  if (sheet.kind === "movement") return "route";
  return sheet.places[index]?.shape === "outline" ? "polygon" : "circle";
}

export function shapeOfSheet(sheet: Sheet, index: number): Shape {
  const place = sheet.places[index];
  if (sheet.kind === "movement") return { kind: "route", points: sheet.legs.flatMap((leg) => positionOf(leg.text)) };
  if (!place) return emptyShape("circle");
  if (place.shape === "outline") return { kind: "polygon", points: cornersOf(place.text) };
  return { kind: "circle", centre: positionOf(place.text)[0], radius_m: place.radius_m };
}

/** What was drawn, as it would have been typed. Points that stayed keep their names and times. */
export function drawnInto(sheet: Sheet, index: number, shape: Shape): void {
  if (shape.kind === "route") {
    sheet.legs = legsOf(sheet.legs, shape.points);
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

function legsOf(legs: readonly Leg[], points: readonly Position[]): Leg[] {
  const known = new Map(legs.map((leg) => [JSON.stringify(positionOf(leg.text)[0]), leg]));
  const isSameCount = points.length === legs.filter((leg) => positionOf(leg.text).length > 0).length;
  const made = points.map((point, index): Leg => {
    const stayed = known.get(JSON.stringify(point));
    if (stayed) return stayed;
    // With as many points as before, one was moved; else it is a new one, or takes the place of one not yet placed.
    const moved = isSameCount || legs.every((leg) => !leg.text.trim()) ? legs[index] : undefined;
    return { name: moved?.name ?? "", at: moved?.at ?? "", text: exactly(point) };
  });
  while (made.length < 2) made.push(legs[made.length] ? { ...legs[made.length]!, text: "" } : emptyLeg());
  return made;
}

function positionOf(text: string): Position[] {
  const read = readPosition(text);
  return read.ok ? [read.position] : [];
}
