import type { Schema } from "../../api/client";
import type { IncidentSeen } from "../incidents/standing";

/** What was said in an incident, in the order in which a page shows it. Pure. */
export type Said = Schema["SaidOut"];
export type Side = Schema["SideOut"];
export type Fact = Schema["FactOut"];
export type FactState = Schema["FactState"];
export type FactStand = Schema["FactStand"];
export type Question = Schema["QuestionOut"];
export type Closing = Schema["IncidentClosingOut"];
export type Action = Schema["ActionOut"];

/** How they stand beside each other. */
export const FACT_STATES: readonly FactState[] = ["agreed", "disputed", "open"];
/** So many facts or questions are taken at once, each so long. */
export const MOST_AT_ONCE = 50;
export const LONGEST_SAID = 2_000;
/** What came later than this after it was said, came late. */
const LATE_MS = 60_000;

/** One's own first, so that whoever reads finds it; all others by their names, none before another for anything else. */
export function inOrder<T extends { party: string }>(
  sides: readonly T[],
  own: string,
  name: (id: string) => string,
  order: (one: string, other: string) => number,
): T[] {
  const others = sides.filter(({ party }) => party !== own);
  others.sort((one, other) => order(name(one.party), name(other.party)) || order(one.party, other.party));
  return [...sides.filter(({ party }) => party === own), ...others];
}

/** What each of these says to a fact. Whoever proposes one agrees to it, until they say otherwise. */
export function standsOf(
  fact: Fact,
  parties: readonly string[],
): { party: string; stand: FactStand; said: Said | undefined }[] {
  return parties.map((party) => {
    const stood = fact.stands.find((one) => one.party === party);
    if (stood) return { party, stand: stood.stand, said: stood.said };
    const isProposer = fact.said.by === party;
    return { party, stand: isProposer ? "agrees" : "none", said: isProposer ? fact.said : undefined };
  });
}

/** Each line that has words: one fact, or one question. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The closing that stands, proposed or done; and those that stand no more, the last one first. */
export function closingsOf(incident: Pick<IncidentSeen, "closings">): { now: Closing | undefined; over: Closing[] } {
  const all = incident.closings ?? [];
  return { now: all.find(({ over }) => !over), over: all.filter(({ over }) => over).reverse() };
}

/** Who of the others does not hold what one has said oneself: it waits for a channel. */
export function waitsFor(
  said: Said,
  incident: Pick<IncidentSeen, "waiting" | "parties">,
  own: string,
  isHere: (party: string) => boolean,
): string[] {
  if (!incident.waiting || said.by !== own) return [];
  const held = new Set((said.given ?? []).map(({ party }) => party));
  return incident.parties
    .map(({ party }) => party)
    .filter((party) => party !== own && !held.has(party) && isHere(party));
}

/** Whether it came later than it was said, as a channel was suspended. */
export function cameLate(said: Pick<Said, "at" | "received">): boolean {
  return Boolean(said.received) && Date.parse(said.received!) - Date.parse(said.at) > LATE_MS;
}
