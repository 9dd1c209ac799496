import type { Schema } from "../api/client";
import type { Waiting } from "./inbox";

/** What incidents ask of a party, and what is new in them: each a line of the inbox. Pure. */
type Incident = Schema["IncidentOut"];
type Awaits = Schema["IncidentAwaitsOut"];

export interface IncidentLists {
  incidents: readonly Incident[];
  /** Of each incident, up to when this person has seen here what others said. */
  incidentsSeen: Readonly<Record<string, string>>;
  now: number;
  hour: { isPast(time: string | null | undefined): boolean };
}

/** So long something that nobody has looked at is news. */
const NEWS_MS = 3 * 86_400_000;

/** What was said last and is asked for anyway is no news beside it. */
const ASKED_BY: Readonly<Record<string, keyof Awaits>> = {
  invited: "stand",
  account: "stand",
  facts: "facts",
  questions: "questions",
  "action-proposed": "actions",
  "action-overdue": "actions",
  "closing-proposed": "closing",
};
/** What is no news to a party of which it is not asked: it has answered, or there is nothing left to answer. */
const ONLY_ASKED: readonly string[] = ["closing-proposed"];

export function ofIncident(incident: Incident, { incidentsSeen, now, hour }: IncidentLists): Waiting[] {
  const { id, title = "", opened_by, awaits, last } = incident;
  const usual = { id, title: title || id, from: "", priority: "routine", overdue: false, level: 0 } as const;
  const found: Waiting[] = [];
  // The office tells of a new incident as urgent.
  if (awaits?.stand) {
    found.push({ ...usual, key: `incident ${id}`, kind: "incident-answer", from: opened_by, priority: "urgent" });
  }
  if (awaits?.closing) found.push({ ...usual, key: `incident-closing ${id}`, kind: "incident-closing" });
  for (const what of ["facts", "questions"] as const) {
    const count = awaits?.[what];
    if (count) found.push({ ...usual, key: `incident-${what} ${id}`, kind: `incident-${what}`, count });
  }
  if (awaits?.actions) {
    const due = awaits.due ?? undefined;
    const timed = due === undefined ? {} : { due, overdue: hour.isPast(due) };
    found.push({ ...usual, key: `incident-actions ${id}`, kind: "incident-actions", count: awaits.actions, ...timed });
  }
  const isSeen = !last || Date.parse(last.at) <= (Date.parse(incidentsSeen[id] ?? "") || 0);
  const asks = last && ASKED_BY[last.what];
  const isTold = last && (ONLY_ASKED.includes(last.what) || (asks && awaits?.[asks]));
  if (last && !isSeen && Date.parse(last.at) >= now - NEWS_MS && !isTold) {
    const key = `incident-news ${id} ${last.at}`;
    found.push({ ...usual, key, kind: "incident-news", from: last.by ?? "", what: last.what });
  }
  return found;
}
