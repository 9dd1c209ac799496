import { api, got, type Schema } from "../../api/client";
import { problemOf, type Problem } from "../../api/problem";
import { picture, type Draft } from "../../live/picture.svelte";

export type Result = Schema["ReleaseOut"] & { title: string };
/** So many at once, that an answer comes within a page's patience. */
const AT_ONCE = 50;
const MOST_AT_ONCE = 1_000;

/** What is done with many drafts: checked, released, thrown away. Says how far it is, and what became of each. */
export class Desk {
  busy = $state(false);
  done = $state(0);
  of = $state(0);
  results = $state.raw<Result[]>([]);
  problem = $state.raw<Problem>();

  async check(drafts: readonly Draft[]): Promise<boolean> {
    return await this.#each(drafts, MOST_AT_ONCE, async (some) => {
      const body = { seen: some.map(({ id, digest }) => ({ id, digest })) };
      const { drafts: checked } = await got(api.POST("/api/v1/notice-drafts/checks", { body }));
      for (const draft of checked) picture.drafts.put(draft);
    });
  }

  async release(drafts: readonly Draft[]): Promise<boolean> {
    const titles = new Map(drafts.map((draft) => [draft.id, draft.form.card.title]));
    this.results = [];
    return await this.#each(drafts, AT_ONCE, async (some) => {
      const body = { ids: some.map((draft) => draft.id) };
      const { results } = await got(api.POST("/api/v1/notice-drafts/releases", { body }));
      this.results = [...this.results, ...results.map((one) => ({ ...one, title: titles.get(one.id) ?? one.id }))];
      for (const one of results) if (one.released) picture.drafts.drop(one.id);
    });
  }

  async throwAway(drafts: readonly Draft[]): Promise<boolean> {
    return await this.#each(drafts, MOST_AT_ONCE, async (some) => {
      const body = { ids: some.map((draft) => draft.id) };
      await got(api.POST("/api/v1/notice-drafts/removals", { body }));
      for (const draft of some) picture.drafts.drop(draft.id);
    });
  }

  async #each(
    drafts: readonly Draft[],
    atOnce: number,
    act: (some: readonly Draft[]) => Promise<void>,
  ): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = undefined;
    this.done = 0;
    this.of = drafts.length;
    try {
      for (let first = 0; first < drafts.length; first += atOnce) {
        const some = drafts.slice(first, first + atOnce);
        await act(some);
        this.done += some.length;
      }
      return true;
    } catch (thrown) {
      this.problem = problemOf(thrown);
      await picture.readDrafts().catch(() => {});
      return false;
    } finally {
      this.busy = false;
    }
  }
}
