import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./schema";
import { past, refusedThere, thereOf } from "./past";
import { patient } from "./patience";
import { Problem, type ProblemDocument } from "./problem";

export type Schema = components["schemas"];

/** The one question that is asked in nobody's name: it asks whose the browser's session is. */
const WHO = "/api/v1/session";

let csrf = "";
let onDoubt: () => void = () => {};

/** What a session's requests carry: so no other site's page can change anything, and so nothing comes into this page
 * that is meant for somebody who has signed in in another window since. */
export function carryCsrf(token: string): void {
  csrf = token;
}

/** Those headers, for what is asked without `api`. */
export function carried(): Record<string, string> {
  return csrf ? { "X-CSRF-Token": csrf } : {};
}

/** Called when it has to be asked anew who has signed in, and what they may do. */
export function whenInDoubt(then: () => void): void {
  onDoubt = then;
}

const carrying: Middleware = {
  onRequest({ request }) {
    const asksWho = request.method === "GET" && new URL(request.url).pathname === WHO;
    if (!asksWho) for (const [name, value] of Object.entries(carried())) request.headers.set(name, value);
    return request;
  },
};

/** While one looks back: what is read is read of that moment, and nothing is changed. */
const lookingBack: Middleware = {
  onRequest({ request }) {
    if (!past) return undefined;
    const code = refusedThere(request.method, request.url);
    if (code) return Response.json({ code, detail: code, status: 409 }, { status: 409 });
    return new Request(thereOf(request.url), request);
  },
};

/** The office's own interface, with the types of its description. */
export const api = createClient<paths>({ fetch: patient, credentials: "same-origin" });
api.use(carrying);
api.use(lookingBack);

/** A wish's key: sent again with it, nothing is done twice. */
export function newWish(): { "Idempotency-Key": string } {
  // Not `randomUUID`: browsers lack it where an office is reached without TLS.
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  return { "Idempotency-Key": Array.from(drawn, (byte) => byte.toString(16).padStart(2, "0")).join("") };
}

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What was answered. Throws a `Problem`, also where nothing answers. */
export async function got<T>(asked: Promise<Answered<T>>): Promise<T> {
  let answered: Answered<T>;
  try {
    answered = await asked;
  } catch (thrown) {
    throw new Problem({ code: "unreachable", detail: String(thrown) });
  }
  const { data, error, response } = answered;
  if (response.ok) return data as T;
  throw await problemIn(response, error);
}

/** The session has ended, is somebody else's by now, or its person has other rights than the page knows. */
const DOUBTFUL = new Set(["token-refused", "csrf-refused", "scope-missing"]);

/** The problem that an answer tells. */
export async function problemIn(response: Response, error: unknown): Promise<Problem> {
  const retryAfter = Number(response.headers.get("Retry-After") ?? 0);
  const document = error as ProblemDocument | undefined;
  if (typeof document !== "object" || document === null || typeof document.code !== "string") {
    // Something between page and office answered in the office's place.
    return new Problem({ code: "unreachable", status: response.status }, retryAfter);
  }
  if (DOUBTFUL.has(document.code)) onDoubt();
  return new Problem(document, retryAfter);
}
