import { api, got, type Schema } from "../../api/client";
import { problemOf, type Problem } from "../../api/problem";

const SETTLED_MS = 350;

/** What a plan meets, asked anew a moment after each change of it. Nobody is told of it. */
export class Weighing {
  seen = $state.raw<Schema["OutlookOut"]>();
  problem = $state.raw<Problem>();
  isAsking = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;

  /** Weighs what is planned now; without a body, nothing can be weighed yet. */
  weigh(body: Schema["WeighForm"] | undefined): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    if (!body) {
      this.seen = undefined;
      this.problem = undefined;
      this.isAsking = false;
      return;
    }
    this.isAsking = true;
    this.#timer = setTimeout(() => void this.#ask(body), SETTLED_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  async #ask(body: Schema["WeighForm"]): Promise<void> {
    const asked = (this.#asked = new AbortController());
    try {
      const seen = await got(api.POST("/api/v1/operations/outlook", { body, signal: asked.signal }));
      if (asked.signal.aborted) return;
      this.seen = seen;
      this.problem = undefined;
    } catch (thrown) {
      if (asked.signal.aborted) return;
      this.seen = undefined;
      this.problem = problemOf(thrown);
    } finally {
      if (!asked.signal.aborted) this.isAsking = false;
    }
  }
}
