import { here, tab, type Kept } from "../keep/browser";
import { keptOf, session } from "./session.svelte";

/** What a person has begun and not sent yet. Somebody else who sits down here, perhaps of another party, does not meet it;
 * and it goes when the person signs out. If the session merely ends, it waits. */
class Mine {
  constructor(private readonly kept: Kept) {}

  get(name: string): string | null {
    return this.kept.get(keptOf(session.me) + name);
  }

  /** An empty text is dropped. */
  set(name: string, text: string): void {
    if (text) this.kept.set(keptOf(session.me) + name, text);
    else this.kept.drop(keptOf(session.me) + name);
  }
}

export const mineHere = new Mine(here);
export const mineInTab = new Mine(tab);
