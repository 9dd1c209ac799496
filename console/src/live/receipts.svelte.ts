import { api, got, type Schema } from "../api/client";
import { problemOf, type Problem } from "../api/problem";
import { picture } from "./picture.svelte";
import { Paced } from "./paced";

export type Receipt = Schema["AttestedOut"];
const PER_PAGE = "25";
const REST_MS = 1_000;

/** The receipts that one's party may have of one thing, or of one message in it; the oldest first, a page at a time. They are
 * asked for once somebody wants to see them, and whoever has seen the last one sees those that come. */
export class Receipts {
  items = $state.raw<readonly Receipt[]>([]);
  hasMore = $state(false);
  isRead = $state(false);
  isReading = $state(false);
  problem = $state.raw<Problem>();
  /** Where the last page that was read begins, and how much stands before it. */
  #at: { cursor: string; before: number } = { cursor: "", before: 0 };
  #next = "";

  constructor(
    readonly subject: Schema["Subject"],
    readonly id: string,
    readonly message = 0,
  ) {}

  /** Keeps them as the office has them, until what it gives is called. */
  follow(): () => void {
    const paced = new Paced(this.again, REST_MS);
    const stop = picture.onTold(({ subject, id }) => {
      if (subject === this.subject && id === this.id) paced.ask();
    });
    paced.ask();
    return () => {
      stop();
      paced.end();
    };
  }

  /** Reads the last page anew, and what has come behind it, if nothing was left unread before. */
  readonly again = async (): Promise<void> => {
    const wasWhole = this.isRead && !this.hasMore;
    await this.#read();
    while (wasWhole && this.hasMore && !this.problem) await this.more();
  };

  /** Reads the next page. */
  readonly more = async (): Promise<void> => {
    if (!this.#next) return;
    this.#at = { cursor: this.#next, before: this.items.length };
    await this.#read();
  };

  async #read(): Promise<void> {
    const { cursor, before } = this.#at;
    this.isReading = true;
    try {
      const query = {
        subject: this.subject,
        id: this.id,
        limit: PER_PAGE,
        ...(this.message ? { message: String(this.message) } : {}),
        ...(cursor ? { cursor } : {}),
      };
      const page = await got(api.GET("/api/v1/receipts", { params: { query } }));
      this.items = [...this.items.slice(0, before), ...page.items];
      this.#next = page.next ?? "";
      this.hasMore = this.#next !== "";
      this.isRead = true;
      this.problem = undefined;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    } finally {
      this.isReading = false;
    }
  }
}
