import type { Schema } from "../../api/client";
import { byThing, isStricter, type Met } from "../../map/meets";

export interface Shown extends Omit<Schema["MeetingOut"], "conflicts"> {
  met: Met[];
}

/** What a party's operations meet, what binds and what is soonest first. Where two of its own meet each other, each of them
 * is told of; it is shown once, where it is stricter. */
export function shown(meetings: readonly Schema["MeetingOut"][], party: string): Shown[] {
  const all = meetings.map(({ conflicts, ...meeting }) => ({ ...meeting, met: byThing(conflicts) }));
  const pairs = new Map<string, Met>();
  const pairOf = (id: string, { other }: Met) => (other.owner === party ? [id, other.id].sort().join(" ") : "");
  for (const { id, met } of all) {
    for (const one of met) {
      const pair = pairOf(id, one);
      const before = pairs.get(pair);
      if (pair && (!before || isStricter(one, before))) pairs.set(pair, one);
    }
  }
  return all
    .map((one) => ({ ...one, met: one.met.filter((met) => (pairs.get(pairOf(one.id, met)) ?? met) === met) }))
    .filter(({ met, exists = [], more }) => met.length > 0 || exists.length > 0 || more)
    .map((one) => ({ one, binds: one.met.some(({ conflicts }) => conflicts[0].binding), start: begin(one) }))
    .sort((a, b) => Number(b.binds) - Number(a.binds) || (a.start < b.start ? -1 : Number(a.start > b.start)))
    .map(({ one }) => one);
}

function begin({ met }: Shown): string {
  const starts = met.flatMap(({ conflicts }) => conflicts.map(({ start }) => start));
  return starts.reduce((first, start) => (start < first ? start : first), starts[0] ?? "");
}
