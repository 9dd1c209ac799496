import { problemOf, type Problem } from "../api/problem";

/** What one page asks the office for by itself, and asks again when it may have changed. While it is asked again, what
 * was there stays; an answer that comes after a later one is not taken. */
export class Asked<T> {
  value = $state.raw<T>();
  problem = $state.raw<Problem>();
  #asked = 0;

  constructor(private readonly ask: () => Promise<T>) {}

  readonly read = async (): Promise<void> => {
    const mine = ++this.#asked;
    try {
      const value = await this.ask();
      if (mine !== this.#asked) return;
      this.value = value;
      this.problem = undefined;
    } catch (thrown) {
      if (mine === this.#asked) this.problem = problemOf(thrown);
    }
  };
}
