import { session } from "../api/session.svelte";
import { keep, read } from "../kept/kept";

const ALL = "all";

/** Which hints a person has read, in this browser; it knows when the same person signs in again. A browser that keeps nothing
 * knows it as long as the page lasts. */
class Hinted {
  #taken = $state.raw<ReadonlyMap<string, ReadonlySet<string>>>(new Map());

  get #key(): string {
    return `tansiq.hints.${session.party}.${session.me?.person.id ?? ""}`;
  }

  #read(): ReadonlySet<string> {
    return this.#taken.get(this.#key) ?? new Set((read("machine", this.#key) ?? "").split(" "));
  }

  #keep(ids: ReadonlySet<string>): void {
    keep("machine", this.#key, [...ids].filter(Boolean).join(" "));
    this.#taken = new Map([...this.#taken, [this.#key, ids]]);
  }

  has(id: string): boolean {
    const ids = this.#read();
    return ids.has(id) || ids.has(ALL);
  }

  take(id: string): void {
    this.#keep(new Set([...this.#read(), id]));
  }

  /** Those that come with another version, too. */
  takeAll(): void {
    this.take(ALL);
  }

  forget(): void {
    this.#keep(new Set());
  }
}

export const hinted = new Hinted();
