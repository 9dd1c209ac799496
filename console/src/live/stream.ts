import { createParser } from "eventsource-parser";
import type { OfficeLink } from "../api/centre";
import { carried, problemIn } from "../api/client";
import type { Problem } from "../api/problem";
import { plainJson } from "../api/plain";
import { timedFetch } from "../api/skew";

/** An item of the party's feed: something became of a thing. */
export interface Told {
  number: number;
  subject: string;
  id: string;
  why: string;
  at: string;
  priority: "routine" | "urgent" | "distress";
  level?: number;
}

export interface Heard {
  told(item: Told): void;
  /** Items are missing: look at everything anew. */
  gap(last: number): void;
  /** At a party's own centre: how its link to the office is from now on. */
  link(link: OfficeLink): void;
  /** The line is there, at this moment. */
  alive(): void;
  /** It is not; and why, where the office itself has said so. */
  lost(problem?: Problem): void;
  /** The office does not know the session any more. */
  refused(): void;
}

/** The office says every second that it is there; after so much silence the line counts as lost. */
const BEAT_S = 1;
const SILENCE_MS = 4_000;
const AGAIN_MS = [500, 1_000, 2_000, 4_000, 5_000];

/** What the party is told, as it comes. Goes on after the last item that was heard, whatever happens to the line. */
export class Stream {
  #after: number | undefined;
  #ended = false;
  #line: AbortController | undefined;

  constructor(
    private readonly heard: Heard,
    after?: number,
  ) {
    this.#after = after;
    void this.#listen();
  }

  end(): void {
    this.#ended = true;
    this.#line?.abort();
  }

  async #listen(): Promise<void> {
    let tries = 0;
    while (!this.#ended) {
      const began = Date.now();
      let problem: Problem | undefined;
      try {
        problem = await this.#hear();
      } catch {
        // A line that breaks is what this loop is for.
      }
      if (this.#ended) return;
      this.heard.lost(problem);
      tries = Date.now() - began > 10_000 ? 0 : tries + 1;
      const wished = (problem?.retryAfter ?? 0) * 1_000;
      await patience(Math.max(wished, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]!));
    }
  }

  /** Until the line ends; gives why it was refused, if it was. */
  async #hear(): Promise<Problem | undefined> {
    const line = (this.#line = new AbortController());
    let silence = setTimeout(() => line.abort(), SILENCE_MS);
    // A machine that has no network any more need not wait for the silence.
    const offline = () => line.abort();
    addEventListener("offline", offline);
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => line.abort(), SILENCE_MS);
      this.heard.alive();
    };
    try {
      const after = this.#after === undefined ? "" : `&after=${this.#after}`;
      const answer = await timedFetch(`/api/v1/events?beat=${BEAT_S}${after}`, {
        signal: line.signal,
        headers: carried(),
        cache: "no-store",
        credentials: "same-origin",
      });
      if (answer.status === 401) {
        this.#ended = true;
        this.heard.refused();
        return undefined;
      }
      if (!answer.ok || answer.body === null) return await refusalOf(answer);
      const parser = createParser({
        onEvent: (event) => {
          if (event.event === "beat") return; // that bytes come says it already
          if (event.event === "link") return this.heard.link(JSON.parse(plainJson(event.data)) as OfficeLink);
          const data = JSON.parse(event.data) as Told & { last?: number };
          if (event.event === "gap") {
            this.#after = data.last;
            this.heard.gap(data.last ?? 0);
          } else {
            this.#after = data.number;
            this.heard.told(data);
          }
        },
      });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return undefined;
        alive();
        parser.feed(value);
      }
    } finally {
      clearTimeout(silence);
      removeEventListener("offline", offline);
      // Whatever ended it: a stream that nobody hears any more would still count as one of the person's.
      line.abort();
    }
  }
}

async function refusalOf(answer: Response): Promise<Problem> {
  const said: unknown = await answer.json().catch(() => undefined);
  return problemIn(answer, said);
}

/** Waits, but no longer than until the machine has a network again. */
function patience(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
  });
}
