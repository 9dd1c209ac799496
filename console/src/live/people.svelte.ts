import { listOf } from "../api/lists";

/** After so long names that could not be read are asked for again, by whoever shows them then. */
const AGAIN_MS = 5_000;

/** How the party's people are called. Read when somebody first asks for a name that is not known. */
class People {
  #names = $state.raw(new Map<string, string>());
  #asked = new Set<string>();
  #reading = false;

  /** A person's name; the identifier while that is not known. */
  name(id: string): string {
    const found = this.#names.get(id);
    if (found === undefined && id && !this.#asked.has(id)) {
      this.#asked.add(id);
      queueMicrotask(() => void this.#read());
    }
    return found ?? id;
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      let asked: number;
      do {
        // Whoever is asked for meanwhile may have come after the list was made.
        asked = this.#asked.size;
        const all = await listOf("/api/v1/people");
        this.#names = new Map(all.map((person) => [person.id, person.name]));
      } while (this.#asked.size > asked);
    } catch {
      // The identifiers stay: they are right, if hard to read.
      setTimeout(() => this.#asked.clear(), AGAIN_MS);
    } finally {
      this.#reading = false;
    }
  }
}

export const people = new People();
