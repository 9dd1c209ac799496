import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./schema";
import { Problem, type ProblemDocument } from "./problem";

export type Schema = components["schemas"];

/** How long an answer may take before the page says that the office cannot be reached. */
const PATIENCE_MS = 20_000;

let csrf = "";
let onSignedOut: () => void = () => {};

/** What a session's changes carry, so that no other site's page can make them. */
export function carryCsrf(token: string): void {
  csrf = token;
}

/** Called when the office does not know the session any more. */
export function whenSignedOut(then: () => void): void {
  onSignedOut = then;
}

const carrying: Middleware = {
  onRequest({ request }) {
    if (csrf && request.method !== "GET") request.headers.set("X-CSRF-Token", csrf);
    return request;
  },
};

function patient(request: Request): Promise<Response> {
  return fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MS)]) });
}

/** The office's own interface, with the types of its description. */
export const api = createClient<paths>({ fetch: patient, credentials: "same-origin" });
api.use(carrying);

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

/** The problem that an answer tells. */
export async function problemIn(response: Response, error: unknown): Promise<Problem> {
  const retryAfter = Number(response.headers.get("Retry-After") ?? 0);
  const document = error as ProblemDocument | undefined;
  if (typeof document !== "object" || document === null || typeof document.code !== "string") {
    // Something between page and office answered in the office's place.
    return new Problem({ code: "unreachable", status: response.status }, retryAfter);
  }
  if (response.status === 401 && document.code === "token-refused") onSignedOut();
  return new Problem(document, retryAfter);
}
