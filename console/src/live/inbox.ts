import type { Schema } from "../api/client";
import { ofIncident } from "./incident_lines";
import { ofQuiet, type QuietSeen } from "./inbox_quiet";
import { findingOf, idOfKey, type LogContest } from "./log";
import { askedAt, isAwaited, passedOn } from "./notices";
import type { Quiet } from "./quiet";

/** What awaits a party, worked out from what is known of the picture and nothing else: no clock, no asking. */

type Thread = Schema["ThreadOut"];
type Message = Schema["MessageOut"];
type Notice = Schema["NoticeOut"];
type Agreement = Schema["AgreementLine"];
type Party = Schema["PartyOut"];
type Draft = Schema["DraftOut"];
type Request = Schema["RequestOut"];
type Unopened = Schema["UnopenedOut"];
export type Priority = Schema["Priority"];

export interface Lists {
  party: string;
  /** Who looks: one does not check one's own draft. */
  person: string;
  now: number;
  threads: readonly Thread[];
  notices: readonly Notice[];
  agreements: readonly Agreement[];
  applications: readonly Party[];
  unopened: readonly Unopened[];
  drafts: readonly Draft[];
  requests: readonly Request[];
  /** Of each request of one's own, how many answers this person has seen here. */
  answersSeen: Readonly<Record<string, number>>;
  incidents: readonly Schema["IncidentOut"][];
  /** Of each incident, up to when this person has seen here what others said. */
  incidentsSeen: Readonly<Record<string, string>>;
  /** Those that have not ended, with what lies inside them, and those that ended last. */
  quiet: readonly Quiet[];
  /** Of each of them, what this person has seen here. */
  quietSeen: Readonly<Record<string, QuietSeen>>;
  /** What was found against the office's log, and keys that it shows and the own centre does not believe. */
  contests: readonly LogContest[];
  unbelieved: readonly string[];
  /** The lines of these that this person has seen here, by their keys. */
  logSeen: Readonly<Record<string, true>>;
}

export type WaitingKind =
  | "message"
  | "test"
  | "conflict"
  | "unread"
  | "notice"
  | "pass-on"
  | "elsewhere"
  | "still-valid"
  | "report"
  | "request"
  | "answer"
  | "incident-answer"
  | "incident-closing"
  | "incident-facts"
  | "incident-questions"
  | "incident-actions"
  | "incident-news"
  | "quiet-proposed"
  | "quiet-later"
  | "quiet-inside"
  | "quiet-taken-back"
  | "quiet-agreement-over"
  | "quiet-ended"
  | "log-contested"
  | "log-keys"
  | "agreement"
  | "application"
  | "draft-check"
  | "draft-release";

/** One line of the inbox. `id` is that of the thing; `message` or `version` is what an acknowledgement names. */
export interface Waiting {
  /** Stays the same while the thing waits. */
  key: string;
  kind: WaitingKind;
  id: string;
  /** As it was written; of a thread that the office opened, in English; of a report that nobody has opened, nothing. */
  title: string;
  thread?: Thread;
  /** Whose it is; empty for the office. */
  from: string;
  priority: Priority;
  /** When it is due, or ends; nothing where nobody set a time. */
  due?: string;
  overdue: boolean;
  /** How far up the ladder it went. */
  level: number;
  message?: Message;
  version?: number;
  /** So many messages of a thread whose lines are not read yet; so many facts, questions or actions of an incident. */
  count?: number;
  /** What was said last in an incident, by the name of the step; what was found against the log. */
  what?: string;
  /** Of a report: how it is graded and marked. */
  report?: Unopened;
  /** Who has not acknowledged. */
  parties?: string[];
}

export interface Inbox {
  /** Everything that awaits the party, the most urgent first. */
  waiting: Waiting[];
  /** Until then it stays so, unless the lists change; `Infinity` where nothing becomes due. */
  until: number;
}

export function inboxOf(lists: Lists): Inbox {
  const asked: Asked = { ...lists, hour: new Hour(lists.now) };
  const waiting = [
    ...lists.threads.flatMap((thread) => ofThread(thread, asked)),
    ...lists.notices.flatMap((notice) => ofNotice(notice, asked)),
    ...lists.agreements.flatMap((agreement) => ofAgreement(agreement, asked)),
    ...lists.applications.flatMap((party) => ofApplication(party, asked)),
    ...lists.unopened.map(ofReport),
    ...lists.requests.flatMap((request) => ofRequest(request, asked)),
    ...lists.incidents.flatMap((incident) => ofIncident(incident, asked)),
    ...lists.quiet.flatMap((period) => ofQuiet(period, asked)),
    ...lists.drafts.flatMap((draft) => ofDraft(draft, asked)),
    ...ofLog(lists),
  ];
  return { waiting: waiting.sort(mostUrgentFirst), until: asked.hour.until };
}

/** The time at which the list is made. It knows the next one at which another would be made. */
class Hour {
  until = Infinity;

  constructor(private readonly now: number) {}

  isPast(time: string | number | null | undefined): boolean {
    const at = typeof time === "number" ? time : Date.parse(time ?? "");
    if (at <= this.now) return true;
    if (at < this.until) this.until = at;
    return false;
  }
}

export type Asked = Lists & { hour: Hour };

const HEARD: readonly WaitingKind[] = [
  "message",
  "test",
  "conflict",
  "notice",
  "quiet-taken-back",
  "quiet-agreement-over",
  "log-contested",
  "log-keys",
];

const SEEN: readonly WaitingKind[] = ["quiet-taken-back", "quiet-agreement-over", "log-contested", "log-keys"];

/** Whether a thing is one that must be heard at once, wherever one is. */
export function isAlarm(waiting: Waiting): boolean {
  const heard = HEARD.includes(waiting.kind);
  return heard && (waiting.priority !== "routine" || waiting.level > 0);
}

/** What is no message to be acknowledged: nobody is told that one has seen it. */
export function isOnlySeen({ kind }: Waiting): boolean {
  return SEEN.includes(kind);
}

/** Where in the inbox a line stands: to be done now, by its time, others' to be done, when there is time. */
export function groupOf(waiting: Waiting): "now" | "timed" | "others" | "whenever" {
  if (waiting.kind === "elsewhere") return "others";
  if (waiting.priority !== "routine" || waiting.overdue) return "now";
  return waiting.due === undefined ? "whenever" : "timed";
}

/** Distress, what is overdue, what is urgent, what has a time, what others let pass, the rest; the soonest first. */
export function mostUrgentFirst(one: Waiting, other: Waiting): number {
  return (
    rank(one) - rank(other) ||
    (one.due ?? "9").localeCompare(other.due ?? "9") ||
    one.key.localeCompare(other.key, "en")
  );
}

function rank(waiting: Waiting): number {
  const group = groupOf(waiting);
  if (group !== "now") return 3 + ["timed", "others", "whenever"].indexOf(group);
  if (waiting.priority === "distress") return 0;
  return waiting.overdue ? 1 : 2;
}

function ofThread(thread: Thread, { party, hour }: Asked): Waiting[] {
  if (!thread.mine_awaited) return [];
  const awaited = (thread.messages ?? []).filter((message) => message.awaited?.includes(party));
  const found: Waiting[] = awaited.map((message) => ({
    key: `thread ${thread.id} ${message.number}`,
    kind: message.kind === "test" ? "test" : message.by ? "message" : "conflict",
    id: thread.id,
    title: thread.title,
    thread,
    from: message.by ?? "",
    priority: message.priority,
    ...(message.due ? { due: message.due } : {}),
    overdue: hour.isPast(message.due),
    level: message.level ?? 0,
    message,
  }));
  const more = thread.mine_awaited - awaited.length;
  if (more > 0) {
    found.push({
      key: `thread ${thread.id}`,
      kind: "unread",
      id: thread.id,
      title: thread.title,
      thread,
      from: thread.opened_by ?? "",
      priority: thread.priority,
      overdue: false,
      level: 0,
      count: more,
    });
  }
  return found;
}

function ofNotice(notice: Notice, lists: Asked): Waiting[] {
  if (notice.state !== "in force") return [];
  return notice.owner === lists.party ? ofOwnNotice(notice, lists) : ofNoticeGiven(notice, lists);
}

function ofNoticeGiven(notice: Notice, { party, hour }: Asked): Waiting[] {
  const receipt = notice.receipts.find((one) => one.party === party);
  if (receipt === undefined || receipt.taken_away || receipt.withdrawn) return [];
  const common = {
    id: notice.id,
    title: notice.card.title,
    from: notice.owner,
    priority: notice.urgent ? "urgent" : "routine",
    level: receipt.level ?? 0,
    version: receipt.version,
  } as const;
  if (!receipt.acknowledged_at) {
    const overdue = hour.isPast(receipt.due);
    return [{ ...common, key: `notice ${notice.id} ${receipt.version}`, kind: "notice", due: receipt.due, overdue }];
  }
  if (passedOn(receipt)) return [];
  const key = `pass-on ${notice.id} ${receipt.version}`;
  return [{ ...common, key, kind: "pass-on", priority: "routine", overdue: false, level: 0 }];
}

function ofOwnNotice(notice: Notice, { hour }: Asked): Waiting[] {
  const found: Waiting[] = [];
  const common = { id: notice.id, title: notice.card.title, from: notice.owner, version: notice.version };
  const late = notice.receipts.filter((one) => isAwaited(one) && hour.isPast(one.due));
  if (late.length > 0) {
    found.push({
      ...common,
      key: `elsewhere ${notice.id} ${notice.version}`,
      kind: "elsewhere",
      priority: "routine",
      due: late.map((one) => one.due).sort()[0]!,
      overdue: true,
      level: Math.max(...late.map((one) => one.level ?? 0)),
      parties: late.map((one) => one.party),
    });
  }
  if (hour.isPast(askedAt(notice))) {
    found.push({
      ...common,
      key: `still-valid ${notice.id} ${notice.version}`,
      kind: "still-valid",
      priority: "routine",
      due: notice.valid_until,
      overdue: false,
      level: 0,
    });
  }
  return found;
}

function ofAgreement(agreement: Agreement, { party }: Lists): Waiting[] {
  if (!agreement.awaits?.includes(party)) return [];
  return [
    {
      key: `agreement ${agreement.id} ${agreement.version}`,
      kind: "agreement",
      id: agreement.id,
      title: agreement.title || agreement.id,
      from: agreement.offer_by ?? "",
      priority: "routine",
      overdue: false,
      level: 0,
      version: agreement.version,
    },
  ];
}

function ofApplication(applicant: Party, { party, hour }: Asked): Waiting[] {
  const isMine = applicant.id === party || (applicant.objections ?? []).some((one) => one.by === party);
  const until = applicant.objections_until ?? undefined;
  if (applicant.state !== "applying" || isMine || until === undefined || hour.isPast(until)) return [];
  return [
    {
      key: `application ${applicant.id}`,
      kind: "application",
      id: applicant.id,
      title: applicant.profile.name,
      from: applicant.invited_by ?? "",
      priority: "routine",
      due: until,
      overdue: false,
      level: 0,
    },
  ];
}

function ofReport(report: Unopened): Waiting {
  return {
    key: `report ${report.id} ${report.version}`,
    kind: "report",
    id: report.id,
    title: "",
    report,
    from: report.owner,
    priority: "routine",
    overdue: false,
    level: 0,
    version: report.version,
  };
}

/** So long an answer that nobody has looked at is news. */
const NEWS_MS = 3 * 86_400_000;
const ANSWERS: readonly Schema["ResponseState"][] = ["partly-answered", "answered", "declined"];
const UNANSWERED: readonly Schema["ResponseState"][] = ["sent", "received", "under-consideration", "partly-answered"];

/** How many answers, whole ones, parts and refusals, there are to a request. */
export function answersTo(request: Request): number {
  return stepsOf(request).length;
}

function stepsOf(request: Request): { party: string; at: string }[] {
  return (request.responses ?? []).flatMap(({ party, steps }) =>
    (steps ?? []).filter(({ state }) => ANSWERS.includes(state)).map(({ at }) => ({ party, at })),
  );
}

function ofRequest(request: Request, { party, now, answersSeen, hour }: Asked): Waiting[] {
  const { id, title = "", asker, needed_by: due } = request;
  const usual = { id, title: title || id, overdue: false, level: 0 };
  if (asker !== party) {
    const isOpen = (request.responses ?? []).some(({ state }) => UNANSWERED.includes(state));
    if (!isOpen || request.withdrawn) return [];
    const { priority } = request;
    return [{ ...usual, key: `request ${id}`, kind: "request", from: asker, priority, due, overdue: hour.isPast(due) }];
  }
  const answers = stepsOf(request).sort((one, other) => one.at.localeCompare(other.at));
  const last = answers.at(-1);
  if (!last || answers.length <= (answersSeen[id] ?? 0) || Date.parse(last.at) < now - NEWS_MS) return [];
  const key = `answer ${id} ${answers.length}`;
  return [{ ...usual, key, kind: "answer", from: last.party, priority: "routine", count: answers.length }];
}

/** One line of each finding, whoever found it first; another of keys that are not believed. */
function ofLog({ contests, unbelieved, logSeen }: Lists): Waiting[] {
  const usual = { id: "log", title: "", overdue: false, level: 0 } as const;
  const first = new Map(contests.toReversed().map((one) => [one.finding, one]));
  const found: Waiting[] = [...first.values()].map((one) => ({
    ...usual,
    key: `log ${one.finding}`,
    kind: "log-contested",
    from: one.party,
    priority: "distress",
    what: findingOf(one),
  }));
  if (unbelieved.length > 0) {
    const key = `log keys ${unbelieved.map(idOfKey).join(" ")}`;
    found.push({ ...usual, key, kind: "log-keys", from: "", priority: "urgent" });
  }
  return found.filter(({ key }) => !logSeen[key]);
}

function ofDraft(draft: Draft, { person }: Lists): Waiting[] {
  const isMine = draft.authors.includes(person);
  if (draft.state === "released" || (draft.state === "written" && isMine)) return [];
  return [
    {
      key: `draft ${draft.id} ${draft.version}`,
      kind: draft.state === "written" ? "draft-check" : "draft-release",
      id: draft.id,
      title: draft.form.card.title,
      from: "",
      priority: "routine",
      overdue: false,
      level: 0,
      version: draft.version,
    },
  ];
}
