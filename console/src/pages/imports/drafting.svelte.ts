import { api, got } from "../../api/client";
import { problemOf, type Problem } from "../../api/problem";
import { picture } from "../../live/picture.svelte";
import type { Choosing } from "./choosing.svelte";

const PAGE = 1_000;
const MOST_AT_ONCE = 1_000;

/** Rows of a file of notices on their way to being drafts. */
export class Drafting {
  isBusy = $state(false);
  isDone = $state(false);
  batch = $state("");
  made = $state(0);
  problem = $state.raw<Problem>();

  /** Takes in what was chosen of the import `id`. */
  async take(id: string, chosen: Choosing): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = undefined;
    try {
      const body = { without: chosen.without };
      const { batch, drafts } = await got(api.POST("/api/v1/imports/{id}/drafts", { params: { path: { id } }, body }));
      this.batch = batch;
      this.made = drafts - (await this.#leaveOut(batch, chosen.leftOut));
      await picture.readDrafts();
      this.isDone = true;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    } finally {
      this.isBusy = false;
    }
  }

  /** Single rows are left out by throwing their drafts away. How many went. */
  async #leaveOut(batch: string, leftOut: ReadonlySet<string>): Promise<number> {
    if (leftOut.size === 0) return 0;
    const ids: string[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { batch, limit: String(PAGE), ...(cursor ? { cursor } : {}) };
      const page = await got(api.GET("/api/v1/notice-drafts", { params: { query } }));
      ids.push(...page.items.filter((draft) => leftOut.has(draft.where ?? "")).map((draft) => draft.id));
      cursor = page.next;
    } while (cursor);
    for (let first = 0; first < ids.length; first += MOST_AT_ONCE) {
      const body = { ids: ids.slice(first, first + MOST_AT_ONCE) };
      await got(api.POST("/api/v1/notice-drafts/removals", { body }));
    }
    return ids.length;
  }
}
