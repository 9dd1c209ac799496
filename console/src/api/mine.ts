import { keep, read, type Where } from "../kept/kept";
import { keptOf, session } from "./session.svelte";

/** What a person has begun and not sent yet, kept on this machine. Somebody else who sits down here, perhaps of another
 * party, does not meet it; and it goes when the person signs out. If the session merely ends, it waits. Of nobody nothing is kept: nobody would sign out. */
export const mine = {
  read(where: Where, what: string): string | undefined {
    return session.me ? read(where, keptOf(session.me) + what) : undefined;
  },

  /** What was chosen last in a list, as long as the tab is open; of what was not chosen, or cannot be read, what `unless` says. */
  wishes<T extends object>(what: string, unless: T): T {
    try {
      return { ...unless, ...(JSON.parse(mine.read("tab", what) ?? "{}") as Partial<T>) };
    } catch {
      return { ...unless };
    }
  },

  /** Nothing, or an empty text: it is forgotten. */
  keep(where: Where, what: string, text?: string): void {
    if (session.me) keep(where, keptOf(session.me) + what, text);
  },
};
