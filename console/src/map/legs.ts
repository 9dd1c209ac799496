import type { Position } from "../space/coordinates";

/** A point of a way, when it is passed, and what it is called. Pure. */
export interface Leg {
  position: Position;
  at?: Date | undefined;
  name: string;
}

const LEG_MS = 1_800_000;

/** The legs of a way whose points have changed: a point that was there keeps its time and name, one that was moved, too; a
 * new one gets a time half way between its neighbours, or half an hour after the last. */
export function legsAlong(legs: readonly Leg[], points: readonly Position[], start: Date | undefined): Leg[] {
  const left = [...legs];
  const kept = points.map((point) => {
    const found = left.findIndex((leg) => leg.position.lat === point.lat && leg.position.lng === point.lng);
    return found < 0 ? undefined : left.splice(found, 1)[0];
  });
  const isMoved = points.length === legs.length;
  const along: Leg[] = [];
  points.forEach((position, i) => {
    const leg = kept[i] ?? (isMoved ? legs[i] : undefined);
    if (leg) return void along.push({ ...leg, position });
    const before = along.at(-1)?.at;
    const after = kept.slice(i + 1).find((one) => one?.at)?.at;
    const between = before && after ? (before.getTime() + after.getTime()) / 2 : undefined;
    const at = between ?? (before ? before.getTime() + LEG_MS : (start ?? after)?.getTime());
    along.push({ position, at: at === undefined ? undefined : new Date(at), name: "" });
  });
  return along;
}
