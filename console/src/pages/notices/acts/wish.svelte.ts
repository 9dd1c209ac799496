import { newWish } from "../../../api/client";
import { problemOf, type Problem } from "../../../api/problem";
import { picture } from "../../../live/picture.svelte";

/** Something that somebody wants done with a notice: sent with one key until it is done, so that a repeat does nothing
 * twice. What is shown of it is whether it is under way, and what went wrong. */
export class Wish {
  busy = $state(false);
  problem = $state.raw<Problem>();
  #headers = newWish();

  /** Whether it was done. Afterwards the notice is looked at anew. */
  async run(id: string, ask: (headers: { "Idempotency-Key": string }) => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = undefined;
    try {
      await ask(this.#headers);
      this.#headers = newWish();
      await picture.refresh("notice", id).catch(() => {});
      return true;
    } catch (thrown) {
      this.problem = problemOf(thrown);
      // With another version, or other words, it is another wish.
      if (!this.problem.isUnsettled) this.#headers = newWish();
      if (this.problem.code === "stale-version") await picture.refresh("notice", id).catch(() => {});
      return false;
    } finally {
      this.busy = false;
    }
  }
}
