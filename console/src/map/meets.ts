import type { Feature, Point } from "geojson";
import { EVER, keyOf, seconds, type Conflict } from "./things";

/** A thing that is met, with each way in which it is: under every rule of every agreement, what is strictest first. */
export interface Met {
  key: string;
  other: Conflict["other"];
  conflicts: [Conflict, ...Conflict[]];
}

/** How much it asks of whoever plans: to keep away, to give a reason, or to know it. */
function strictness({ binding, may_plan_over }: Conflict): number {
  return binding ? (may_plan_over ? 1 : 2) : 0;
}

/** Conflicts by the thing that is met, in the order in which they were told: the office tells each rule that is broken. */
export function byThing(conflicts: readonly Conflict[]): Met[] {
  const found = new Map<string, Met>();
  for (const conflict of conflicts) {
    const { other } = conflict;
    const key = `${keyOf(other)} ${other.owner}`;
    const met = found.get(key);
    if (met) met.conflicts.push(conflict);
    else found.set(key, { key, other, conflicts: [conflict] });
  }
  for (const { conflicts } of found.values()) conflicts.sort((one, other) => strictness(other) - strictness(one));
  return [...found.values()];
}

/** Which of two ways to meet is told, where only one is. */
export function isStricter(one: Met, other: Met): boolean {
  return strictness(one.conflicts[0]) > strictness(other.conflicts[0]);
}

/** What is met, as points with their times: one for each thing, where it is met most strictly. */
export function conflictMarks(conflicts: readonly Conflict[]): Feature<Point>[] {
  return byThing(conflicts).map(({ other, conflicts }, index) => ({
    type: "Feature",
    id: `conflict#${index}`,
    geometry: { type: "Point", coordinates: [conflicts[0].lng, conflicts[0].lat] },
    properties: {
      other: other.id,
      binding: conflicts[0].binding,
      from: Math.min(...conflicts.map(({ start }) => seconds(start, -EVER))),
      until: Math.max(...conflicts.map(({ end }) => seconds(end, EVER))),
    },
  }));
}
