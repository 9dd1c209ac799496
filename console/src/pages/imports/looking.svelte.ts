import { api, got, type Schema } from "../../api/client";
import { Problem, problemOf } from "../../api/problem";
import { upload } from "../../api/upload";
import { picture } from "../../live/picture.svelte";

export type Item = Schema["ItemOut"];
export type Import = Schema["ImportOut"];

/** What holds for the file as a whole, where it does not say otherwise itself. */
export interface Wishes {
  kind: "site" | "movement" | "infrastructure";
  recipients: Schema["RecipientForm"][];
  valid_days: number;
  radius_m: number;
  urgent: boolean;
}

const ASK_MS = 400;
const PAGE = 1_000;
const MOST_AT_ONCE = 1_000;

/** A file on its way in: sent, looked through, shown row by row, taken in as drafts. */
export class Looking {
  step = $state<"choosing" | "sending" | "reading" | "ready" | "taking" | "taken">("choosing");
  name = $state("");
  sent = $state(0);
  size = $state(0);
  found = $state.raw<Import>();
  items = $state.raw<Item[]>([]);
  batch = $state("");
  made = $state(0);
  problem = $state.raw<Problem>();
  #turn = 0;

  async begin(file: File, wishes: Wishes): Promise<void> {
    const turn = ++this.#turn;
    this.name = file.name;
    this.size = file.size;
    this.sent = 0;
    this.items = [];
    this.found = undefined;
    this.problem = undefined;
    this.step = "sending";
    const query = new URLSearchParams({
      name: file.name.slice(0, 200),
      kind: wishes.kind,
      valid_days: String(wishes.valid_days),
      radius_m: String(wishes.radius_m),
      ...(wishes.urgent ? { urgent: "true" } : {}),
      recipients: wishes.recipients.map((one) => `${one.party}:${one.precision ?? "exact"}`).join(","),
    });
    try {
      let found = await upload<Import>(`/api/v1/imports?${query}`, file, (sent, of) => {
        this.sent = sent;
        this.size = of;
      });
      this.step = "reading";
      while (found.state === "reading" && turn === this.#turn) {
        this.found = found;
        await new Promise((resolve) => setTimeout(resolve, ASK_MS));
        found = await this.#page(found.id);
      }
      if (turn !== this.#turn) return;
      if (found.state === "failed") {
        throw new Problem({ code: "file-refused", status: 400, detail: found.problem ?? "" });
      }
      const items = [...(found.items ?? [])];
      for (let next = found.next; next && turn === this.#turn;) {
        const page = await this.#page(found.id, next);
        items.push(...(page.items ?? []));
        next = page.next;
      }
      if (turn !== this.#turn) return;
      this.found = found;
      this.items = items;
      this.step = "ready";
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.problem = problemOf(thrown);
      this.step = "choosing";
    }
  }

  /** Takes in as drafts what can be used, but for kinds of likeness, and single rows, that are left out. */
  async take(without: ("same" | "near")[], leftOut: ReadonlySet<string>): Promise<void> {
    if (!this.found) return;
    this.step = "taking";
    this.problem = undefined;
    try {
      const path = { id: this.found.id };
      const { batch, drafts } = await got(
        api.POST("/api/v1/imports/{id}/drafts", { params: { path }, body: { without } }),
      );
      this.batch = batch;
      this.made = drafts - (await this.#leaveOut(batch, leftOut));
      await picture.readDrafts();
      this.step = "taken";
    } catch (thrown) {
      this.problem = problemOf(thrown);
      this.step = "ready";
    }
  }

  anew(): void {
    this.#turn++;
    this.step = "choosing";
    this.problem = undefined;
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

  #page(id: string, cursor?: string): Promise<Import> {
    const query = { limit: String(PAGE), ...(cursor ? { cursor } : {}) };
    return got(api.GET("/api/v1/imports/{id}", { params: { path: { id }, query } }));
  }
}
