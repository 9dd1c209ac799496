import { untrack } from "svelte";
import { api, got, type Schema } from "../api/client";
import type { Operation } from "./picture.svelte";

type Seen = Schema["OutlookOut"];
type Of = Pick<Operation, "id" | "kind" | "extents">;

/** What one's own operation comes too near to: asked when it is looked at, for nothing tells of it by itself. What is asked
 * later counts, whichever answer comes first. */
export class Outlook {
  seen = $state.raw<Seen>();
  #of = "";
  #asked = 0;

  constructor(
    private readonly ask = (body: Schema["WeighForm"]): Promise<Seen> =>
      got(api.POST("/api/v1/operations/outlook", { body })),
  ) {}

  /** Of this operation as it is now; of none. Of the same one, what was seen stays until it is seen anew. */
  look(operation: Of | undefined): void {
    untrack(() => void this.#look(operation));
  }

  async #look(operation: Of | undefined): Promise<void> {
    const mine = ++this.#asked;
    if (operation?.id !== this.#of) this.seen = undefined;
    this.#of = operation?.id ?? "";
    if (!operation?.extents?.length) {
      this.seen = undefined;
      return;
    }
    const { id, kind, extents } = operation;
    const seen = await this.ask({ id, kind, extents }).catch(() => undefined);
    if (mine === this.#asked) this.seen = seen;
  }
}
