import type { Schema } from "../../api/client";
import { keyOfMarking, type Marking } from "../../parts/marking";

/** How it stands with requests. Pure. */
export type RequestSeen = Schema["RequestOut"];
export type Response = Schema["ResponseOut"];
export type ResponseState = Schema["ResponseState"];

/** In the order in which it goes on. */
export const STATES: readonly ResponseState[] = [
  "sent",
  "received",
  "under-consideration",
  "partly-answered",
  "answered",
  "declined",
  "withdrawn",
];
const OPEN: ReadonlySet<ResponseState> = new Set(["sent", "received", "under-consideration", "partly-answered"]);

/** What stands for a state beside its word: lines in a square of 16, the same in each font. */
export const SIGNS: Record<ResponseState, string> = {
  sent: "M8 2.5a5.5 5.5 0 1 0 0.01 0z",
  received: "M3 8.5l3.5 3.5L13 4.5",
  "under-consideration": "M8 2.5a5.5 5.5 0 1 0 0.01 0zM8 5v3.2l2.2 1.6",
  "partly-answered": "M8 2.5a5.5 5.5 0 1 0 0.01 0zM8 3v10M10 4v8M12 5.5v5",
  answered: "M8 2.5a5.5 5.5 0 1 0 0.01 0zM5.2 8.2l2 2L11 6",
  declined: "M8 2.5a5.5 5.5 0 1 0 0.01 0zM4.2 4.2l7.6 7.6",
  withdrawn: "M6 3L3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6",
};

/** What a marking means, as a message. What is asked, and said to it, stands on no public page, however it is marked. */
export function aboutMarking(marking: Marking): string {
  return marking === "TLP:CLEAR" ? "tlp-about-clear-asked" : `tlp-about-${keyOfMarking(marking)}`;
}

/** Whether there may still be an answer. */
export function isOpen(response: Pick<Response, "state">): boolean {
  return OPEN.has(response.state);
}

export function isAwaited(request: Pick<RequestSeen, "withdrawn" | "responses">): boolean {
  return !request.withdrawn && (request.responses ?? []).some(isOpen);
}

/** With how many it stands how, what is furthest from an answer first. */
export function counted(responses: readonly Response[]): { state: ResponseState; count: number }[] {
  return STATES.map((state) => ({ state, count: responses.filter((one) => one.state === state).length })).filter(
    ({ count }) => count > 0,
  );
}
