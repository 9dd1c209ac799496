import type { Schema } from "../../api/client";

/** How it stands with incidents. Pure. */
export type IncidentSeen = Schema["IncidentOut"];
export type IncidentState = Schema["IncidentState"];
export type SideState = Schema["SideState"];
export type IncidentKind = Schema["IncidentKind"];

/** In the order in which it goes on. */
export const STATES: readonly IncidentState[] = [
  "alleged",
  "acknowledged",
  "disputed",
  "closed by agreement",
  "closed without agreement",
];
export const STANDS: readonly SideState[] = ["alleges", "unanswered", "acknowledged", "disputed"];
export const KINDS: readonly IncidentKind[] = [
  "near-miss",
  "harm-to-people",
  "damage",
  "airspace-entry",
  "notice-not-heeded",
  "communication-failure",
  "other",
];

/** What stands for a state beside its word: lines in a square of 16, the same in each font. */
const ROUND = "M8 2.5a5.5 5.5 0 1 0 0.01 0z";
export const SIGNS: Record<IncidentState | SideState, string> = {
  alleged: "M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z",
  alleges: "M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z",
  unanswered: ROUND,
  acknowledged: "M3 8.5l3.5 3.5L13 4.5",
  disputed: "M3 6h10M3 10h10M11 3L5 13",
  "closed by agreement": `${ROUND}M5.2 8.2l2 2L11 6`,
  "closed without agreement": `${ROUND}M5 8h6`,
};

/** The message that names a state over all. */
export function nameOfState(state: IncidentState): string {
  return `incident-state-${state.replaceAll(" ", "-")}`;
}

export function isClosed({ state }: Pick<IncidentSeen, "state">): boolean {
  return state.startsWith("closed");
}

/** Those who take part by their names, none before another for anything else. */
export function byNames<T extends { party: string }>(
  sides: readonly T[],
  name: (id: string) => string,
  order: (one: string, other: string) => number,
): T[] {
  return [...sides].sort((one, other) => order(name(one.party), name(other.party)) || order(one.party, other.party));
}
