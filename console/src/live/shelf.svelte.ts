/** Things of one kind by their identifier, as they were seen last. Thousands of them change without each being watched:
 * whoever reads one is told when any has changed. What reads the same stays the same object, so that a map or a list need
 * look only at what has become another. */
export class Shelf<T extends { id: string }> {
  #things = new Map<string, T>();
  #version = $state(0);

  get(id: string): T | undefined {
    void this.#version;
    return this.#things.get(id);
  }

  all(): T[] {
    void this.#version;
    return [...this.#things.values()];
  }

  get size(): number {
    void this.#version;
    return this.#things.size;
  }

  put(thing: T): void {
    this.putAll([thing], []);
  }

  drop(id: string): void {
    this.putAll([], [id]);
  }

  /** Takes what was looked at together at once: those that are there, and the identifiers of those that are gone. */
  putAll(things: readonly T[], gone: readonly string[]): void {
    let isChanged = false;
    for (const thing of things) {
      if (this.#known(thing) !== thing) continue;
      this.#things.set(thing.id, thing);
      isChanged = true;
    }
    for (const id of gone) isChanged = this.#things.delete(id) || isChanged;
    if (isChanged) this.#version++;
  }

  /** Takes these as all that there are, in this order. */
  fill(things: readonly T[]): void {
    const before = [...this.#things.values()];
    const known = things.map((thing) => this.#known(thing));
    if (known.length === before.length && known.every((thing, index) => thing === before[index])) return;
    this.#things = new Map(known.map((thing) => [thing.id, thing]));
    this.#version++;
  }

  /** The object that is there already if it reads the same, else this one. */
  #known(thing: T): T {
    const known = this.#things.get(thing.id);
    return known !== undefined && readsSame(known, thing) ? known : thing;
  }
}

/** Whether two things that came as JSON say the same. Half as long as to write both down: lists hold thousands. */
function readsSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const names = Object.keys(one) as (keyof typeof one)[];
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => name in other && readsSame(one[name], other[name]))
  );
}
