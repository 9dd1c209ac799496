/** What this browser keeps for somebody: `here` for good, `tab` until the tab is closed. A browser that refuses to keep
 * anything, as some do in private windows, must not break a page: then it lasts as long as the page does. */
export class Kept {
  readonly #open: () => Storage;
  readonly #meanwhile = new Map<string, string>();

  constructor(open: () => Storage) {
    this.#open = open;
  }

  get(name: string): string | null {
    // What could not be kept is newer than what was.
    const meanwhile = this.#meanwhile.get(name);
    if (meanwhile !== undefined) return meanwhile;
    try {
      return this.#open().getItem(name);
    } catch {
      return null;
    }
  }

  set(name: string, text: string): void {
    try {
      this.#open().setItem(name, text);
      this.#meanwhile.delete(name);
    } catch {
      // Refused, or full.
      this.#meanwhile.set(name, text);
    }
  }

  /** Whatever has a name that begins so. */
  dropAll(prefix: string): void {
    for (const name of [...this.#meanwhile.keys(), ...this.#names()]) if (name.startsWith(prefix)) this.drop(name);
  }

  #names(): string[] {
    try {
      return Object.keys(this.#open());
    } catch {
      return [];
    }
  }

  drop(name: string): void {
    this.#meanwhile.delete(name);
    try {
      this.#open().removeItem(name);
    } catch {
      // Nothing was kept there.
    }
  }
}

export const here = new Kept(() => localStorage);
export const tab = new Kept(() => sessionStorage);
