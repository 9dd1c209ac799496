import { newWish } from "../api/client";
import { problemOf, type Problem } from "../api/problem";
import { GivenUp, sure } from "./sure.svelte";

/** Something that a person does by a button: whether it is under way, and what became of it. The same wish is sent again
 * while it is not known whether it was done. */
export class Doing {
  isBusy = $state(false);
  problem = $state.raw<Problem>();
  /** At a party's own centre: the place in the line of what waits for the office; 0 if nothing waits. */
  queued = $state(0);
  #wish = newWish();

  /** What was answered; nothing if it was refused, given up, or waits for the office. */
  async run<T>(act: (wish: { "Idempotency-Key": string }) => Promise<T>): Promise<T | undefined> {
    if (this.isBusy) return undefined;
    this.isBusy = true;
    this.forget();
    try {
      const answer = await sure.carry(() => act(this.#wish));
      this.#wish = newWish();
      this.queued = positionIn(answer);
      return this.queued ? undefined : answer;
    } catch (thrown) {
      if (!(thrown instanceof GivenUp)) {
        this.problem = problemOf(thrown);
        if (!this.problem.isUnsettled) this.#wish = newWish();
      }
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }

  /** What became of the last try is said no longer. */
  forget(): void {
    this.problem = undefined;
    this.queued = 0;
  }
}

/** A centre that cannot reach the office keeps the change, and answers with its place. */
function positionIn(answer: unknown): number {
  if (typeof answer !== "object" || answer === null || !("queued" in answer) || !("position" in answer)) return 0;
  return typeof answer.position === "number" ? answer.position : 0;
}
