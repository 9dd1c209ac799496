import { carried, problemIn } from "./client";
import { eachPage, type AnsweredPage } from "./paging";
import type { Come, Errand } from "./paging.worker";
import { refusedThere, thereOf } from "./past";
import worker from "./paging.worker?worker&url";
import { Problem } from "./problem";
import type { paths } from "./schema";

/** Whole lists, whatever number of pages they have. */

type Answer<T> = { responses: { 200: { content: { "application/json": T } } } };
/** What a path lists, and by what it can be narrowed, by the office's description. */
type Listed<P extends keyof paths> = paths[P] extends { get: Answer<{ items: (infer T)[] }> } ? T : never;
export type ListPath = { [P in keyof paths]: [Listed<P>] extends [never] ? never : P }[keyof paths];
type Narrowed<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? Omit<NonNullable<Q>, "limit" | "cursor">
  : never;

const PER_PAGE = "1000";

interface Awaited {
  pages: AnsweredPage[];
  resolve(pages: AnsweredPage[]): void;
  reject(problem: Problem): void;
}

/** The reader beside this thread; begun once, and anew if it has broken. */
class Reader {
  readonly #worker = new Worker(worker, { type: "module", name: "lists" });
  readonly #awaited = new Map<number, Awaited>();
  #count = 0;

  constructor(broken: () => void) {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Come>) => this.#come(data));
    this.#worker.addEventListener("error", () => {
      broken();
      for (const number of this.#awaited.keys()) this.#come({ number, failed: "the reader of lists has broken" });
      this.#worker.terminate();
    });
  }

  read(address: string): Promise<AnsweredPage[]> {
    const number = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#awaited.set(number, { pages: [], resolve, reject });
      this.#worker.postMessage({ number, address, headers: carried() } satisfies Errand);
    });
  }

  #come({ number, page, failed }: Come): void {
    const awaited = this.#awaited.get(number);
    if (!awaited) return;
    if (page) return void awaited.pages.push(page);
    this.#awaited.delete(number);
    if (failed === undefined) awaited.resolve(awaited.pages);
    else awaited.reject(new Problem({ code: "unreachable", detail: failed }));
  }
}

let reader: Reader | undefined;

/** All of a list, in its order, or of that part of it which is asked for. Throws a `Problem`. */
export async function listOf<P extends ListPath>(path: P, narrowed?: Narrowed<P>): Promise<Listed<P>[]> {
  const address = `${path}?${new URLSearchParams({ ...narrowed, limit: PER_PAGE }).toString()}`;
  const refused = refusedThere("GET", address);
  if (refused) throw new Problem({ code: refused });
  const pages = await read(thereOf(address));
  return (await Promise.all(pages.map((page) => itemsIn<Listed<P>>(page)))).flat();
}

async function read(address: string): Promise<AnsweredPage[]> {
  if (typeof Worker !== "undefined") {
    reader ??= new Reader(() => (reader = undefined));
    return reader.read(address);
  }
  const pages: AnsweredPage[] = [];
  try {
    await eachPage(address, carried(), (page) => pages.push(page));
  } catch (thrown) {
    throw new Problem({ code: "unreachable", detail: String(thrown) });
  }
  return pages;
}

async function itemsIn<T>({ status, statusText, retryAfter, text }: AnsweredPage): Promise<T[]> {
  const answer = new Response(null, { status, statusText, headers: { "Retry-After": retryAfter } });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // Something between page and office has answered.
  }
  const items = (document as { items?: T[] } | undefined)?.items;
  if (!answer.ok || !Array.isArray(items)) throw await problemIn(answer, document);
  return items;
}
