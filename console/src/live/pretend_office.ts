import { vi } from "vitest";

/** An office for tests that see no browser: it answers lists and things, and tells its feed. To be imported before what
 * asks it. */
type Thing = { id: string } & Record<string, unknown>;

/** Pages ask by paths alone; outside of a browser these have no office before them. */
globalThis.Request = class extends Request {
  constructor(asked: RequestInfo | URL, how?: RequestInit) {
    super(typeof asked === "string" ? new URL(asked, "http://office") : asked, how);
  }
};

class PretendOffice {
  /** The things of each list, by its name in the address. */
  has = new Map<string, Thing[]>();
  /** What was asked, in its order. */
  asked: string[] = [];
  isReachable = true;
  /** What it refuses, and how. */
  refuses = new Set<string>();
  refusal = { code: "too-slow", status: 503 };
  /** What it never answers. */
  holds = new Set<string>();
  #feed: ReadableStreamDefaultController<Uint8Array> | undefined;

  /** Begins with nothing, and answers from now on. */
  open(): void {
    this.has.clear();
    this.asked = [];
    this.isReachable = true;
    this.refuses.clear();
    this.refusal = { code: "too-slow", status: 503 };
    this.holds.clear();
    vi.stubGlobal("addEventListener", () => {});
    vi.stubGlobal("removeEventListener", () => {});
    vi.stubGlobal("fetch", (asked: Request | string) => this.#answer(asked));
  }

  /** All in one piece. */
  tell(event: string, ...items: object[]): void {
    const said = items.map((item) => `event: ${event}\ndata: ${JSON.stringify(item)}\n\n`);
    this.#feed!.enqueue(new TextEncoder().encode(said.join("")));
  }

  async #answer(asked: Request | string): Promise<Response> {
    const { pathname, searchParams } = new URL(typeof asked === "string" ? asked : asked.url, "http://office");
    this.asked.push(pathname);
    if (!this.isReachable) throw new TypeError("no network");
    if (this.refuses.has(pathname)) return Response.json(this.refusal, { status: this.refusal.status });
    if (this.holds.has(pathname)) return new Promise(() => {});
    if (pathname === "/api/v1/feed") return Response.json({ items: [], last: 5 });
    if (pathname === "/api/v1/events") {
      return new Response(new ReadableStream({ start: (feed) => void (this.#feed = feed) }));
    }
    const [, , , list, id] = pathname.split("/");
    const things = (this.has.get(list!) ?? []).filter(
      (thing) =>
        (searchParams.get("open") ?? String(!thing.closed)) === String(!thing.closed) &&
        (searchParams.get("awaited") !== "true" || Boolean(thing.mine_awaited)),
    );
    // Lists bring threads without what was said in them.
    if (id === undefined) return Response.json({ items: things.map((thing) => ({ ...thing, messages: undefined })) });
    const thing = things.find((one) => one.id === id);
    return thing ? Response.json(thing) : Response.json({ code: "unknown-thing", status: 404 }, { status: 404 });
  }
}

export const office = new PretendOffice();
