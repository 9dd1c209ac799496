import { partyName } from "../live/picture.svelte";
import { list } from "../words/format";

/** Several parties in one sentence. Each name is a piece of its own, so that it does not turn an Arabic sentence around. */
export function partyNames(parties: readonly string[]): string {
  return list(parties.map((party) => `\u2068${partyName(party)}\u2069`));
}
