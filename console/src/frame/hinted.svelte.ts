import { session } from "../api/session.svelte";
import { here } from "../keep/browser";

const ALL = "all";

/** Which hints a person has read, in this browser. */
class Hinted {
  /** Grows with each change: what is kept is read again. */
  #version = $state(0);

  get #key(): string {
    return `tansiq.hints.${session.party}.${session.me?.person.id ?? ""}`;
  }

  #read(): ReadonlySet<string> {
    void this.#version;
    return new Set((here.get(this.#key) ?? "").split(" "));
  }

  has(id: string): boolean {
    const read = this.#read();
    return read.has(id) || read.has(ALL);
  }

  take(...ids: string[]): void {
    here.set(this.#key, [...new Set([...this.#read(), ...ids])].filter(Boolean).join(" "));
    this.#version++;
  }

  /** Those that come with another version, too. */
  takeAll(): void {
    this.take(ALL);
  }

  forget(): void {
    here.drop(this.#key);
    this.#version++;
  }
}

export const hinted = new Hinted();
