import type { Agreement, Party } from "../../../live/picture.svelte";

/** Who may be told, as far as a page knows: pure. The office decides; this is so that nobody chooses in vain. */

type Agreed = Pick<Agreement, "id" | "parties" | "standing" | "level" | "title">;
type Known = Pick<Party, "id" | "members">;

/** The agreements in force by which this party gives information. */
export function informing<A extends Agreed>(agreements: readonly A[], parties: readonly Known[], party: string): A[] {
  return agreements.filter(
    (one) =>
      one.standing === "in force" &&
      one.level &&
      one.level !== "notification" &&
      everybodyIn(one.parties, parties).has(party),
  );
}

/** All who are told under one of these. */
export function toldBy(agreements: readonly Agreed[], parties: readonly Known[]): ReadonlySet<string> {
  return new Set(agreements.flatMap((one) => [...everybodyIn(one.parties, parties)]));
}

/** These parties, and the members of those that are coalitions. */
export function everybodyIn(named: readonly string[], parties: readonly Known[]): Set<string> {
  const known = new Map(parties.map((one) => [one.id, one]));
  return new Set(named.flatMap((id) => [id, ...(known.get(id)?.members ?? [])]));
}
