import type { Scope } from "../api/session.svelte";

/** What is said to somebody who stands on a page for the first time: `hint-ID` what it is for, `hint-ID-moves` what one does there. */
export interface Hint {
  id: string;
  path: RegExp;
  /** The message that names the page. */
  name: string;
  /** What one needs to do it; whoever may not is not told how. */
  scope?: Scope;
}

export const HINTS: readonly Hint[] = [
  { id: "watch", path: /^\/$/, name: "place-watch" },
  { id: "inbox", path: /^\/inbox$/, name: "place-inbox" },
  { id: "operations", path: /^\/operations$/, name: "place-operations" },
  { id: "planner", path: /^\/operations\/(new|[^/]+\/change)$/, name: "plan-operation", scope: "tansiq.operate" },
  { id: "conflicts", path: /^\/conflicts$/, name: "place-conflicts" },
  { id: "notices", path: /^\/notices$/, name: "place-notices" },
  { id: "writing", path: /^\/notices\/new$/, name: "notice-new", scope: "tansiq.operate" },
  { id: "drafts", path: /^\/notices\/drafts$/, name: "place-drafts" },
  { id: "reports", path: /^\/reports$/, name: "place-reports" },
  { id: "subject", path: /^\/reports\/[^/]+\/subject$/, name: "subject-title" },
  { id: "releasing", path: /^\/reports\/(new|[^/]+\/change)$/, name: "report-write", scope: "tansiq.operate" },
  { id: "taking", path: /^\/reports\/take$/, name: "report-take", scope: "tansiq.operate" },
  { id: "requests", path: /^\/requests$/, name: "place-requests" },
  { id: "figures", path: /^\/requests\/figures$/, name: "figures-title" },
  { id: "asking", path: /^\/requests\/new$/, name: "request-write", scope: "tansiq.operate" },
  { id: "incidents", path: /^\/incidents$/, name: "place-incidents" },
  { id: "recording", path: /^\/incidents\/new$/, name: "incident-record", scope: "tansiq.operate" },
  { id: "incident", path: /^\/incidents\/(?!new$)[^/]+$/, name: "column-incident" },
  { id: "quiet-periods", path: /^\/quiet-periods$/, name: "place-quiet-periods" },
  { id: "quieting", path: /^\/quiet-periods\/new$/, name: "quiet-propose", scope: "tansiq.agree" },
  { id: "imports", path: /^\/imports$/, name: "place-imports", scope: "tansiq.operate" },
  { id: "threads", path: /^\/threads$/, name: "place-threads" },
  { id: "agreements", path: /^\/agreements$/, name: "place-agreements" },
  { id: "day", path: /^\/day(\/[^/]+)?$/, name: "place-day" },
  { id: "hand-over", path: /^\/hand-over$/, name: "place-hand-over" },
  { id: "parties", path: /^\/parties$/, name: "place-parties" },
  { id: "people", path: /^\/people$/, name: "place-people" },
  { id: "programs", path: /^\/programs$/, name: "place-programs" },
  { id: "deliveries", path: /^\/deliveries$/, name: "place-deliveries" },
  { id: "log", path: /^\/log$/, name: "place-log" },
  { id: "proof", path: /^\/proofs\/[^/]+$/, name: "proof-section" },
];

export function hintAt(path: string): Hint | undefined {
  return HINTS.find((hint) => hint.path.test(path));
}

/** The keys that do something, by where they do it. `act` is the message that says what. */
export const KEYS: readonly { where: string; keys: readonly { keys: readonly string[]; act: string }[] }[] = [
  {
    where: "keys-everywhere",
    keys: [
      { keys: ["Alt+A"], act: "key-acknowledge-alert" },
      { keys: ["?"], act: "key-help" },
      { keys: ["Esc"], act: "key-close" },
    ],
  },
  {
    where: "place-inbox",
    keys: [
      { keys: ["J", "↓"], act: "key-next" },
      { keys: ["K", "↑"], act: "key-previous" },
      { keys: ["Home", "End"], act: "key-first-last" },
      { keys: ["A"], act: "key-acknowledge" },
      { keys: ["Enter"], act: "key-open" },
    ],
  },
  {
    where: "keys-map",
    keys: [
      { keys: ["←", "→", "↑", "↓"], act: "key-pan" },
      { keys: ["+", "−"], act: "key-zoom" },
      { keys: ["0"], act: "key-all" },
      { keys: ["C"], act: "key-position" },
      { keys: ["Esc"], act: "key-deselect" },
    ],
  },
  { where: "keys-message", keys: [{ keys: ["Ctrl+Enter"], act: "key-send" }] },
];
