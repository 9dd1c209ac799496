import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { picture } from "./picture.svelte";

/** Pages ask by paths alone; outside of a browser these have no office before them. */
vi.hoisted(() => {
  globalThis.Request = class extends Request {
    constructor(asked: RequestInfo | URL, how?: RequestInit) {
      super(typeof asked === "string" ? new URL(asked, "http://office") : asked, how);
    }
  };
});

type Thing = { id: string } & Record<string, unknown>;

/** What the office has, what was asked of it, and how the line is. */
const office = {
  has: new Map<string, Thing[]>(),
  asked: [] as string[],
  isReachable: true,
  feed: undefined as ReadableStreamDefaultController<Uint8Array> | undefined,

  tell(event: string, data: object): void {
    this.feed!.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  },

  async answer(asked: Request | string): Promise<Response> {
    const { pathname } = new URL(typeof asked === "string" ? asked : asked.url, "http://office");
    this.asked.push(pathname);
    if (!this.isReachable) throw new TypeError("no network");
    if (pathname === "/api/v1/feed") return Response.json({ items: [], last: 5 });
    if (pathname === "/api/v1/events")
      return new Response(new ReadableStream({ start: (feed) => void (this.feed = feed) }));
    const [, , , list, id] = pathname.split("/");
    const things = this.has.get(list!) ?? [];
    if (id === undefined) return Response.json({ items: things });
    const thing = things.find((one) => one.id === id);
    return thing ? Response.json(thing) : Response.json({ code: "unknown-thing", status: 404 }, { status: 404 });
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  office.has.clear();
  office.asked = [];
  office.isReachable = true;
  vi.stubGlobal("fetch", (asked: Request | string) => office.answer(asked));
});

afterEach(() => {
  picture.end();
  vi.useRealTimers();
});

/** Time goes by, and whatever was due in it is done. */
async function later(milliseconds = 50): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

async function begun(): Promise<void> {
  await picture.begin();
  await later();
}

test("what a gap in the feed has hidden is read, however often that fails at first", async () => {
  await begun();
  office.isReachable = false;
  office.tell("gap", { last: 9 });
  await later();
  expect(picture.line).toBe("lost");
  await later(10_000);
  office.has.set("operations", [{ id: "meanwhile" }]);
  office.isReachable = true;
  await later(3_000);
  expect(picture.operations.get("meanwhile")).toBeDefined();
});
