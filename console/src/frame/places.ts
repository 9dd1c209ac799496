import { session, type Scope } from "../api/session.svelte";
import { keep, read } from "../kept/kept";
import type { Waiting } from "../live/inbox";
import { addressOf } from "../parts/addresses";

/** Where one can go: the entries of the frame, in the order in which a watch needs them. */
export interface PlaceOf {
  path: string;
  /** The message that names it. */
  name: string;
  /** What one needs to see it. */
  scope: Scope;
}

export const PLACES: readonly PlaceOf[] = [
  { path: "/", name: "place-watch", scope: "tansiq.read" },
  { path: "/inbox", name: "place-inbox", scope: "tansiq.read" },
  { path: "/operations", name: "place-operations", scope: "tansiq.read" },
  { path: "/conflicts", name: "place-conflicts", scope: "tansiq.read" },
  { path: "/notices", name: "place-notices", scope: "tansiq.read" },
  { path: "/reports", name: "place-reports", scope: "tansiq.read" },
  { path: "/requests", name: "place-requests", scope: "tansiq.read" },
  { path: "/incidents", name: "place-incidents", scope: "tansiq.read" },
  { path: "/quiet-periods", name: "place-quiet-periods", scope: "tansiq.read" },
  { path: "/threads", name: "place-threads", scope: "tansiq.read" },
  { path: "/agreements", name: "place-agreements", scope: "tansiq.read" },
  { path: "/day", name: "place-day", scope: "tansiq.read" },
  { path: "/hand-over", name: "place-hand-over", scope: "tansiq.read" },
  { path: "/parties", name: "place-parties", scope: "tansiq.read" },
  { path: "/people", name: "place-people", scope: "tansiq.read" },
  { path: "/programs", name: "place-programs", scope: "tansiq.administer" },
  { path: "/deliveries", name: "place-deliveries", scope: "tansiq.read" },
  { path: "/log", name: "place-log", scope: "tansiq.read" },
];

const OPEN_TO_ALL = ["/signin", "/account", "/apply"];
const KEPT = "tansiq.place";
const KEPT_OF = "tansiq.place.of";

/** Whether a page is for people who have not signed in. */
export function isOpenToAll(path: string): boolean {
  return OPEN_TO_ALL.some((open) => path === open || path.startsWith(`${open}/`));
}

/** Where somebody wanted to go before signing in, or was when the session ended. */
export function keepPlace(path: string): void {
  keep("tab", KEPT, path);
  keep("tab", KEPT_OF, session.last);
}

/** That place, once; the first page if there was none, or if it was somebody else's. Never anything outside. */
export function placeKept(): string {
  const whose = read("tab", KEPT_OF) ?? "";
  const path = whose && whose !== session.last ? "/" : (read("tab", KEPT) ?? "/");
  keep("tab", KEPT);
  keep("tab", KEPT_OF);
  return path.startsWith("/") && !path.startsWith("//") && !isOpenToAll(path) ? path : "/";
}

/** The page on which one does what a line of the inbox asks for. */
export function placeOf(waiting: Waiting): string {
  const { id } = waiting;
  switch (waiting.kind) {
    case "message":
    case "test":
    case "conflict":
      return `${addressOf("threads", id)}#message-${waiting.message?.number ?? ""}`;
    case "unread":
      return addressOf("threads", id);
    case "agreement":
      return addressOf("agreements", id);
    case "application":
      return addressOf("parties", id);
    case "report":
      return addressOf("reports", id);
    case "request":
    case "answer":
      return addressOf("requests", id);
    case "incident-answer":
    case "incident-closing":
    case "incident-facts":
    case "incident-questions":
    case "incident-actions":
    case "incident-news":
      return addressOf("incidents", id);
    case "quiet-proposed":
    case "quiet-later":
    case "quiet-inside":
    case "quiet-taken-back":
    case "quiet-agreement-over":
    case "quiet-ended":
      return addressOf("quiet-periods", id);
    case "log-contested":
    case "log-keys":
      return "/log";
    case "draft-check":
    case "draft-release":
      return addressOf("notices/drafts", id);
    default:
      return addressOf("notices", id);
  }
}
