import type { Notice } from "../../live/picture.svelte";
import { counted, NEEDS, needOf, rungsOf, type Need, type Rung } from "./ladder";
import { byName } from "../../words/order";

/** Notices as a list shows them: what each needs, filtered and in order. Pure. */
export interface Row {
  id: string;
  notice: Notice;
  isOwn: boolean;
  need: Need;
  rungs: Rung[];
  counts: ReturnType<typeof counted>;
  isLate: boolean;
}

export const ROLES = ["all", "own", "received"] as const;
export const KINDS = ["site", "movement", "infrastructure"] as const;
export const STATES = ["in force", "expired", "withdrawn"] as const;
export const ORDERS = ["need", "newest", "ending", "title"] as const;

/** So much of an identifier as people copy. */
const SHORTEST_ID = 4;

export interface Wishes {
  role: (typeof ROLES)[number];
  kind: (typeof KINDS)[number] | "";
  need: Need | "";
  text: string;
  order: (typeof ORDERS)[number];
}

export function rowOf(notice: Notice, party: string, now: number): Row {
  const rungs = rungsOf(notice, now);
  return {
    id: notice.id,
    notice,
    isOwn: notice.owner === party,
    need: needOf(notice, party, now),
    rungs,
    counts: counted(rungs),
    isLate: rungs.some((rung) => rung.isLate),
  };
}

export function titleOf(notice: Notice): string {
  return notice.card.title || notice.title || notice.id.slice(0, 8);
}

/** Those that are wished for, in the wished order. `nameOf` says how people call a party. */
export function chosen(rows: readonly Row[], wishes: Wishes, nameOf: (party: string) => string): Row[] {
  const words = folded(wishes.text).split(" ").filter(Boolean);
  return rows
    .filter(
      (row) =>
        (wishes.role === "all" || row.isOwn === (wishes.role === "own")) &&
        (wishes.kind === "" || row.notice.kind === wishes.kind) &&
        (wishes.need === "" || row.need === wishes.need) &&
        holds(row, words, nameOf),
    )
    .sort(COMPARE[wishes.order]);
}

function holds(row: Row, words: string[], nameOf: (party: string) => string): boolean {
  if (words.length === 0) return true;
  const { notice, rungs } = row;
  const card = notice.card;
  const parties = [notice.owner, ...rungs.map((rung) => rung.party)].flatMap((party) => [party, nameOf(party)]);
  const text = folded(
    [titleOf(notice), card.mark, card.contact, notice.category, notice.vehicles, ...parties].join(" "),
  );
  return words.every((word) => text.includes(word) || (word.length >= SHORTEST_ID && notice.id.startsWith(word)));
}

/** Letters without their accents and case: so that what is typed in haste is found. */
export function folded(text: string | undefined): string {
  return (text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim().replace(/\s+/g, " ");
}

type Compare = (one: Row, other: Row) => number;
const byTitle: Compare = (one, other) => byName(titleOf(one.notice), titleOf(other.notice));
const byEnd: Compare = (one, other) => compared(one.notice.valid_until, other.notice.valid_until);
const byNewest: Compare = (one, other) => compared(other.notice.changed, one.notice.changed);
/** Of what is awaited, what is due first. */
const byDue: Compare = (one, other) => compared(firstDue(one), firstDue(other));
const COMPARE: Record<(typeof ORDERS)[number], Compare> = {
  need: (one, other) =>
    NEEDS.indexOf(one.need) - NEEDS.indexOf(other.need) || byDue(one, other) || byNewest(one, other),
  newest: byNewest,
  ending: byEnd,
  title: byTitle,
};

function firstDue(row: Row): string {
  const dues = row.rungs.flatMap((rung) =>
    rung.due && rung.steps.some((step) => step.name === "read" && step.state !== "done") ? [rung.due] : [],
  );
  return dues.sort()[0] ?? "9";
}

function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
