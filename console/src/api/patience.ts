import { isOfThePast, isOnItsWay } from "./past";
import { plainAnswer } from "./plain";
import { timedFetch } from "./skew";

/** So long the office may be silent before the page says that it cannot be reached: until it begins to answer, and between
 * two pieces of its answer. A long list over a slow line takes as long as it takes. */
const SILENCE_MS = 20_000;

/** So long after an answer that a moment that is over is being rebuilt it is asked again. */
const AGAIN_MS = 1_000;

/** `fetch`, which gives up when nothing comes any more, and whose texts are plain. What is asked of a moment that is over is
 * asked until the office stands there again. */
export async function patient(asked: Request | string, how: RequestInit = {}): Promise<Response> {
  if (!isOfThePast(typeof asked === "string" ? asked : asked.url)) return once(asked, how);
  for (;;) {
    const answer = await once(typeof asked === "string" ? asked : asked.clone(), how);
    if (answer.ok) return answer;
    const said = (await answer
      .clone()
      .json()
      .catch(() => null)) as { code?: unknown } | null;
    if (!isOnItsWay(answer.status, said?.code)) return answer;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function once(asked: Request | string, how: RequestInit): Promise<Response> {
  const silence = new Silence();
  const theirs = typeof asked === "string" ? how.signal : asked.signal;
  const signal = theirs ? AbortSignal.any([theirs, silence.signal]) : silence.signal;
  try {
    const answer = await timedFetch(asked, { ...how, signal });
    return await plainAnswer(heard(answer, silence));
  } catch (thrown) {
    silence.end();
    throw thrown;
  }
}

/** The answer, each piece of which breaks the silence. */
function heard(answer: Response, silence: Silence): Response {
  if (answer.body === null) {
    silence.end();
    return answer;
  }
  silence.break();
  const listening = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, on) {
      silence.break();
      on.enqueue(piece);
    },
    flush: () => silence.end(),
  });
  const { status, statusText, headers } = answer;
  return new Response(answer.body.pipeThrough(listening), { status, statusText, headers });
}

/** Aborts when it has lasted too long. */
class Silence {
  readonly #abort = new AbortController();
  readonly signal = this.#abort.signal;
  #timer = this.#begin();

  break(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#begin();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #begin(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#abort.abort(new DOMException("the office is silent", "TimeoutError")), SILENCE_MS);
  }
}
