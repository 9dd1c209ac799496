import type { Agreement, Party } from "../../../live/picture.svelte";
import { informing, toldBy } from "../../reports/writing/telling";

/** With whom an incident can be recorded, and why not with others: pure. The office decides; this is so that nobody chooses
 * in vain. */

/** Why a party is not offered: there is no agreement with it, it tells of operations and notices alone, it is suspended, or
 * it is not in force. */
export type WhyNot = "none" | "level" | "suspended" | "not-in-force";

export interface Partners {
  open: Party[];
  closed: { party: Party; why: WhyNot }[];
}

export function partnersOf(
  parties: readonly Party[],
  agreements: readonly Agreement[],
  own: string,
  order: (one: string, other: string) => number,
): Partners {
  const others = parties
    .filter(({ id, state, members }) => id !== own && state === "admitted" && !members?.length)
    .sort((one, other) => order(one.profile.name, other.profile.name) || order(one.id, other.id));
  const told = toldBy(informing(agreements, parties, own), parties);
  return {
    open: others.filter(({ id }) => told.has(id)),
    closed: others
      .filter(({ id }) => !told.has(id))
      .map((party) => ({ party, why: whyNot(party.id, agreements, parties, own) })),
  };
}

function whyNot(id: string, agreements: readonly Agreement[], parties: readonly Party[], own: string): WhyNot {
  const between = agreements.filter((one) => {
    const all = toldBy([one], parties);
    return all.has(id) && all.has(own);
  });
  const has = (...standings: Agreement["standing"][]) => between.some(({ standing }) => standings.includes(standing));
  if (has("in force")) return "level";
  if (has("suspended", "suspended but used")) return "suspended";
  return has("proposed", "signed") ? "not-in-force" : "none";
}
