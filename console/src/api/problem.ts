import type { components } from "./schema";

export type ProblemDocument = components["schemas"]["ProblemDocument"];

/** What went wrong, in the form in which every page shows it. `code` is the office's, or `unreachable`. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string;
  readonly instance: string;
  /** Seconds after which to try again; 0 where that would change nothing. */
  readonly retryAfter: number;
  /** The whole answer: some problems bring more, as the conflicts that were met. */
  readonly body: Record<string, unknown>;

  constructor(document: Partial<ProblemDocument> & { code: string }, retryAfter = 0) {
    super(document.detail ?? document.title ?? document.code);
    this.name = "Problem";
    this.code = document.code;
    this.status = document.status ?? 0;
    this.field = document.field ?? "";
    this.instance = document.instance ?? "";
    this.retryAfter = retryAfter;
    this.body = document;
  }

  /** Whether it is not known if the change was made: it may be sent again with the same key, never with another. */
  get isUnsettled(): boolean {
    return ["unreachable", "outcome-unknown", "too-slow"].includes(this.code);
  }
}

/** Whatever was thrown, as a problem. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof DOMException && thrown.name === "AbortError") return new Problem({ code: "unreachable" });
  if (thrown instanceof TypeError) return new Problem({ code: "unreachable", detail: thrown.message });
  return new Problem({ code: "page-fault", detail: String(thrown) });
}
