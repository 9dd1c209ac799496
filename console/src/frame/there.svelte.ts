import { carried, problemIn, type Schema } from "../api/client";
import { isOnItsWay, thereOf } from "../api/past";
import { Problem, problemOf } from "../api/problem";

const AGAIN_MS = 1_000;

/** Where the journal stood at the moment that is looked at, and until that is known, how far the office is with it. */
class There {
  moment = $state.raw<Schema["MomentOut"]>();
  /** From 0 to 1, while it is being rebuilt. */
  part = $state(0);
  problem = $state.raw<Problem>();

  /** Asks until it is known, or refused. Gives what ends that. */
  begin(): () => void {
    const line = new AbortController();
    void this.#ask(line.signal).catch((thrown: unknown) => {
      if (!line.signal.aborted) this.problem = problemOf(thrown);
    });
    return () => line.abort();
  }

  async #ask(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const answer = await fetch(thereOf("/api/v1/moment"), { headers: carried(), credentials: "same-origin", signal });
      const said = (await answer.json().catch(() => null)) as Record<string, unknown> | null;
      if (answer.ok) {
        this.moment = said as unknown as Schema["MomentOut"];
        return;
      }
      if (!isOnItsWay(answer.status, said?.code)) throw await problemIn(answer, said);
      if (typeof said?.done === "number" && typeof said.total === "number" && said.total > 0) {
        this.part = said.done / said.total;
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

export const there = new There();
