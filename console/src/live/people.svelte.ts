import { api, got } from "../api/client";

/** How the party's people are called. Read when somebody first asks for a name that is not known. */
class People {
  #names = $state.raw(new Map<string, string>());
  #asked = new Set<string>();

  /** A person's name; the identifier while that is not known. */
  name(id: string): string {
    const found = this.#names.get(id);
    if (found === undefined && id && !this.#asked.has(id)) {
      this.#asked.add(id);
      queueMicrotask(() => void this.#read());
    }
    return found ?? id;
  }

  #reading = false;
  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      const page = await got(api.GET("/api/v1/people", { params: { query: { limit: "1000" } } }));
      this.#names = new Map(page.items.map((person) => [person.id, person.name]));
    } catch {
      // The identifiers stay: they are right, if hard to read.
    } finally {
      this.#reading = false;
    }
  }
}

export const people = new People();
