import { keep, read, type Where } from "../kept/kept";
import { keptOf, session } from "./session.svelte";

/** What a person has begun and not sent yet, kept on this machine. Somebody else who sits down here, perhaps of another
 * party, does not meet it; and it goes when the person signs out. If the session merely ends, it waits. */
export const mine = {
  read(where: Where, what: string): string | undefined {
    return read(where, keptOf(session.me) + what);
  },

  /** Nothing, or an empty text: it is forgotten. */
  keep(where: Where, what: string, text?: string): void {
    keep(where, keptOf(session.me) + what, text);
  },
};
