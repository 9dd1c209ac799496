/** Things of one kind by their identifier, as they were seen last. Thousands of them change without each being watched:
 * whoever reads one is told when any has changed. */
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
    this.#things.set(thing.id, thing);
    this.#version++;
  }

  drop(id: string): void {
    if (this.#things.delete(id)) this.#version++;
  }

  fill(things: T[]): void {
    this.#things = new Map(things.map((thing) => [thing.id, thing]));
    this.#version++;
  }
}
