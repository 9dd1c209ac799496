import { session } from "../../api/session.svelte";
import { partyName } from "../../live/picture.svelte";
import { isolated } from "../../words/isolated";
import { byName } from "../../words/order";
import { t } from "../../words/words.svelte";
import { inOrder } from "./saying";

/** A party by its name, one's own marked: the page may be printed and handed to others. */
export function nameOf(party: string): string {
  return party === session.party ? t("inc-us", { party: isolated(partyName(party)) }) : partyName(party);
}

/** Those who take part, one's own first, then by their names. */
export function sidesOf<T extends { party: string }>(sides: readonly T[]): T[] {
  return inOrder(sides, session.party, partyName, byName);
}
