import { api, got, type Schema } from "../../api/client";
import { Problem, problemOf } from "../../api/problem";
import { upload } from "../../api/upload";

export type Item = Schema["ItemOut"];
export type Import = Schema["ImportOut"];

const ASK_MS = 400;
const PAGE = 1_000;

/** A file on its way in: sent, looked through, shown row by row. What becomes of it is the page's. */
export class Looking {
  step = $state<"choosing" | "sending" | "reading" | "ready">("choosing");
  name = $state("");
  sent = $state(0);
  size = $state(0);
  found = $state.raw<Import>();
  items = $state.raw<Item[]>([]);
  problem = $state.raw<Problem>();
  #turn = 0;
  #sending: AbortController | undefined;

  /** `wishes`: what holds where the file does not say. `whole`: all of each operation is asked for, to be drawn. */
  async begin(file: File, wishes: Readonly<Record<string, string>>, whole = false): Promise<void> {
    this.end();
    const turn = this.#turn;
    const sending = (this.#sending = new AbortController());
    this.name = file.name;
    this.size = file.size;
    this.sent = 0;
    this.items = [];
    this.found = undefined;
    this.problem = undefined;
    this.step = "sending";
    const query = new URLSearchParams({ ...wishes, name: file.name.slice(0, 200) });
    try {
      const noted = (sent: number, of: number) => {
        if (turn === this.#turn) [this.sent, this.size] = [sent, of];
      };
      let found = await upload<Import>(`/api/v1/imports?${query}`, file, noted, sending.signal);
      if (turn !== this.#turn) return;
      this.step = "reading";
      while (found.state === "reading" && turn === this.#turn) {
        this.found = found;
        await new Promise((resolve) => setTimeout(resolve, ASK_MS));
        found = await this.#page(found.id, 1);
      }
      if (turn !== this.#turn) return;
      if (found.state === "failed") {
        throw new Problem({ code: found.code || "file-refused", status: 400, detail: found.problem ?? "" });
      }
      const items: Item[] = [];
      let next: string | null | undefined;
      do {
        const page = await this.#page(found.id, PAGE, whole, next);
        items.push(...(page.items ?? []));
        next = page.next;
      } while (next && turn === this.#turn);
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

  /** Whoever goes on to another page waits for nothing here: nothing more is sent, and nothing asked. */
  end(): void {
    this.#turn++;
    this.#sending?.abort();
  }

  anew(): void {
    this.end();
    this.step = "choosing";
    this.problem = undefined;
  }

  #page(id: string, limit: number, whole = false, cursor?: string | null): Promise<Import> {
    const query = {
      limit: String(limit),
      ...(whole ? { whole: "true" } : {}),
      ...(cursor ? { cursor } : {}),
    };
    return got(api.GET("/api/v1/imports/{id}", { params: { path: { id }, query } }));
  }
}
