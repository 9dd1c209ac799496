import { api, got, newWish } from "../api/client";
import { problemOf, type Problem } from "../api/problem";
import { isOnlySeen, type Waiting } from "../live/inbox";
import { picture } from "../live/picture.svelte";
import { session } from "../api/session.svelte";
import { desk } from "./desk.svelte";

const MESSAGES = ["message", "test", "conflict"];

/** Whether one key acknowledges it. */
export function isAcknowledged(waiting: Waiting): boolean {
  return session.may("tansiq.speak") && (MESSAGES.includes(waiting.kind) || waiting.kind === "notice");
}

/** Acknowledging in place: what is under way, and what went wrong with which line. */
class Acknowledging {
  busy = $state.raw<ReadonlySet<string>>(new Set());
  problems = $state.raw<ReadonlyMap<string, Problem>>(new Map());
  readonly #wishes = new Map<string, { "Idempotency-Key": string }>();

  /** Acknowledges it; or, where nobody waits for that, notes that it was seen. */
  settle(waiting: Waiting): void {
    if (isOnlySeen(waiting)) desk.saw(waiting);
    else void this.run(waiting);
  }

  async run(waiting: Waiting): Promise<boolean> {
    if (!isAcknowledged(waiting) || this.busy.has(waiting.key)) return false;
    this.busy = new Set([...this.busy, waiting.key]);
    this.#note(waiting.key, undefined);
    const headers = this.#wishes.get(waiting.key) ?? newWish();
    this.#wishes.set(waiting.key, headers);
    try {
      await acknowledge(waiting, headers);
      this.#wishes.delete(waiting.key);
      return true;
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (!problem.isUnsettled) this.#wishes.delete(waiting.key);
      this.#note(waiting.key, problem);
      return false;
    } finally {
      this.busy = new Set([...this.busy].filter((key) => key !== waiting.key));
    }
  }

  #note(key: string, problem: Problem | undefined): void {
    const problems = new Map(this.problems);
    if (problem) problems.set(key, problem);
    else problems.delete(key);
    this.problems = problems;
  }
}

async function acknowledge(waiting: Waiting, headers: { "Idempotency-Key": string }): Promise<void> {
  const { id } = waiting;
  if (waiting.kind === "notice") {
    const body = { version: waiting.version! };
    const params = { path: { id } };
    picture.notices.put(await got(api.POST("/api/v1/notices/{id}/acknowledgement", { params, headers, body })));
    return;
  }
  const params = { path: { id, number: String(waiting.message!.number) } };
  picture.threads.put(
    await got(api.POST("/api/v1/threads/{id}/messages/{number}/acknowledgement", { params, headers, body: {} })),
  );
}

export const acknowledging = new Acknowledging();
