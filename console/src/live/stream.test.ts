import { expect, test, vi } from "vitest";
import type { Problem } from "../api/problem";
import { Stream, type Told } from "./stream";

/** Answers with each text once, in its order; then with nothing more. */
function answering(...texts: string[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    return new Response(texts.shift() ?? "");
  });
  return asked;
}

test("a beat moves nobody's place in the feed, and is no item", async () => {
  const item = { number: 7, subject: "notice", id: "n", why: "put", at: "2026-01-01T00:00:00Z", priority: "routine" };
  const asked = answering(
    `event: notice\nid: 7\ndata: ${JSON.stringify(item)}\n\n: still here\nevent: beat\ndata: {"last":9}\n\n`,
  );
  const told: Told[] = [];
  await new Promise<void>((resolve) => {
    const stream = new Stream(
      {
        told: (one) => told.push(one),
        gap: () => {},
        link: () => {},
        alive: () => {},
        lost: () => {
          if (asked.length < 2) return;
          stream.end();
          resolve();
        },
        refused: () => {},
      },
      3,
    );
  });
  expect(told.map((one) => one.number)).toEqual([7]);
  expect(asked.map((address) => new URL(address, "http://office").searchParams.get("after"))).toEqual(["3", "7"]);
});

test("how a centre's link to the office is comes in between, and is no item either", async () => {
  answering('event: link\ndata: {"link":"down","waiting":2}\n\n');
  const said = await new Promise<string>((resolve) => {
    const stream = new Stream({
      told: () => resolve("an item"),
      gap: () => {},
      link: (link) => resolve(`${link.link} ${link.waiting}`),
      alive: () => {},
      lost: () => stream.end(),
      refused: () => {},
    });
  });
  expect(said).toBe("down 2");
});

test("why the office refuses a stream is said", async () => {
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  const refusal = { code: "too-many-streams", status: 429 };
  vi.stubGlobal("fetch", async () => Response.json(refusal, { status: 429, headers: { "Retry-After": "7" } }));
  const problem = await new Promise<Problem | undefined>((resolve) => {
    const stream = new Stream({
      told: () => {},
      gap: () => {},
      link: () => {},
      alive: () => {},
      lost: (why) => {
        stream.end();
        resolve(why);
      },
      refused: () => {},
    });
  });
  expect(problem).toMatchObject({ code: "too-many-streams", status: 429, retryAfter: 7 });
});

test("a stream that broke while it was read is not left open at the office", async () => {
  answering("event: notice\ndata: no JSON\n\n");
  const answer = fetch;
  const signals: AbortSignal[] = [];
  vi.stubGlobal("fetch", (address: string, how: RequestInit) => {
    signals.push(how.signal!);
    return answer(address);
  });
  await new Promise<void>((resolve) => {
    const stream = new Stream({
      told: () => {},
      gap: () => {},
      link: () => {},
      alive: () => {},
      lost: () => {
        resolve();
        setTimeout(() => stream.end());
      },
      refused: () => {},
    });
  });
  expect(signals[0]!.aborted).toBe(true);
});
