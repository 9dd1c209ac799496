import { untrack } from "svelte";
import { problemOf, type Problem } from "../api/problem";

/** So many answers are kept that nobody wants now, for whoever changes their mind. */
const MOST_KEPT = 1_000;

/** What the office is asked about many things, each on its own and a few at a time. The key of a thing says all that its
 * answer depends on: what is known under it is not asked again, and what has become another is asked under another key. So
 * whatever changes meanwhile neither begins anew what goes on, nor takes an answer that was for something else. */
export class AskedEach<Wish, Answer> {
  #found = $state.raw<ReadonlyMap<string, Answer>>(new Map());
  /** Why some of it is not known. */
  problem = $state.raw<Problem>();
  #wanted: ReadonlyMap<string, Wish> = new Map();
  #underWay = new Set<string>();
  #failed = new Map<string, Problem>();

  constructor(
    private readonly ask: (wish: Wish) => Promise<Answer>,
    private readonly atOnce = 4,
  ) {}

  get(key: string): Answer | undefined {
    return this.#found.get(key);
  }

  /** These are wanted now, in this order; those before no longer. What could not be asked is tried again; what was refused
   * is not. */
  want(wishes: ReadonlyMap<string, Wish>): void {
    untrack(() => {
      this.#wanted = wishes;
      for (const [key, problem] of this.#failed) if (problem.isUnsettled || !wishes.has(key)) this.#failed.delete(key);
      this.#go();
    });
  }

  /** What was refused is asked again, too. */
  readonly again = (): void => {
    this.#failed.clear();
    this.#go();
  };

  #go(): void {
    this.problem = this.#failed.values().next().value;
    for (const [key, wish] of this.#wanted) {
      if (this.#underWay.size >= this.atOnce) return;
      if (this.#found.has(key) || this.#underWay.has(key) || this.#failed.has(key)) continue;
      void this.#askFor(key, wish);
    }
  }

  async #askFor(key: string, wish: Wish): Promise<void> {
    this.#underWay.add(key);
    try {
      this.#keep(key, await this.ask(wish));
    } catch (thrown) {
      if (this.#wanted.has(key)) this.#failed.set(key, problemOf(thrown));
    } finally {
      this.#underWay.delete(key);
      this.#go();
    }
  }

  #keep(key: string, answer: Answer): void {
    const found = new Map(this.#found).set(key, answer);
    for (const old of found.keys()) {
      if (found.size <= MOST_KEPT) break;
      if (!this.#wanted.has(old)) found.delete(old);
    }
    this.#found = found;
  }
}
