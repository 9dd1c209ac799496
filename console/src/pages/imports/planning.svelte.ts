import { api, got, newWish, type Schema } from "../../api/client";
import { problemOf, type Problem } from "../../api/problem";
import { picture } from "../../live/picture.svelte";
import type { Choosing } from "./choosing.svelte";
import type { Item } from "./looking.svelte";

export type Outcome = Schema["PlanOutcome"];

/** So many places are named in one request. */
const MOST_CHOSEN = 1_000;
const PAGE = "1000";

/** Rows of a file on their way to being operations: some with each request, each with an outcome of its own. What was
 * planned before is found again, so it may be begun anew where it broke off. */
export class Planning {
  isBusy = $state(false);
  isDone = $state(false);
  total = $state(0);
  problem = $state.raw<Problem>();
  /** By their places in the file. */
  outcomes = $state.raw<ReadonlyMap<string, Outcome>>(new Map());

  /** Plans what was chosen of the import `id`. */
  async plan(id: string, items: readonly Item[], chosen: Choosing): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = undefined;
    const wanted = items.filter((item) => chosen.takes(item)).map((item) => item.where);
    this.total = wanted.length;
    try {
      for (let first = 0; first < wanted.length; first += MOST_CHOSEN) {
        await this.#some(id, { without: chosen.without, only: wanted.slice(first, first + MOST_CHOSEN) });
      }
      this.isDone = true;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    } finally {
      this.isBusy = false;
      await picture.readThings().catch(() => {}); // the stream brings them anyway
    }
  }

  /** Plans one over what it meets. Raises `Problem`. */
  async planOver(id: string, where: string, reason: string, wish: ReturnType<typeof newWish>): Promise<Outcome> {
    const body = { without: [], only: [where], reason };
    const { results } = await got(
      api.POST("/api/v1/imports/{id}/operations", { params: { path: { id } }, body, headers: wish }),
    );
    this.#note(results);
    return results[0]!;
  }

  /** A refused one has been planned otherwise. */
  settle(where: string, planned: Schema["PlannedOut"]): void {
    const before = this.outcomes.get(where);
    if (!before) return;
    const { operation, conflicts, exists } = planned;
    picture.operations.put(operation);
    this.#note([{ where, title: before.title, state: "planned", id: operation.id, conflicts, exists }]);
  }

  async #some(id: string, body: Schema["PlanForm"]): Promise<void> {
    let next: string | null | undefined;
    do {
      const query = { limit: PAGE, ...(next ? { cursor: next } : {}) };
      const page = await got(
        api.POST("/api/v1/imports/{id}/operations", { params: { path: { id }, query }, body, headers: newWish() }),
      );
      this.#note(page.results);
      next = page.next;
    } while (next);
  }

  #note(results: readonly Outcome[]): void {
    const now = new Map(this.outcomes);
    for (const one of results) now.set(one.where, one);
    this.outcomes = now;
  }
}
