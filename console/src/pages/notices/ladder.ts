import { askedAt, isAwaited, isOverdue, passedOn } from "../../live/notices";
import type { Notice } from "../../live/picture.svelte";
import type { Receipt as Attested } from "../../live/receipts.svelte";

/** The ladder of a notice's receipts, and what of it waits for whom. Pure: the time is passed in, so that what becomes
 * overdue shows at once, and not with the next answer. */
export type Receipt = Notice["receipts"][number];
export const STEPS = ["taken", "given", "read", "passed"] as const;
export type StepName = (typeof STEPS)[number];
/** `open`: not its turn yet; `awaited`: it is; `overdue`: it was due before now. */
export type StepState = "done" | "awaited" | "overdue" | "open";

export interface Step {
  name: StepName;
  state: StepState;
  at?: string;
  /** Who said so, or to which unit. */
  by?: string;
}

export interface Rung {
  party: string;
  precision: Receipt["precision"];
  receipt?: Receipt;
  steps: Step[];
  isLate: boolean;
  isOverdue: boolean;
  level: number;
  due?: string;
  /** What is new of the notice could not be told to it yet. */
  waits: boolean;
  gone: "" | "withdrawn" | "taken-away";
}

/** What a notice needs, the most pressing first; from the eyes of the party that looks. */
export const NEEDS = [
  "read-overdue",
  "theirs-overdue",
  "read",
  "renew",
  "waiting",
  "pass-on",
  "theirs",
  "nothing",
] as const;
export type Need = (typeof NEEDS)[number];

/** One rung for each party that is, or was, a recipient; in the order of their names' keys. */
export function rungsOf(notice: Notice, now: number): Rung[] {
  const held = new Map(notice.receipts.map((receipt) => [receipt.party, receipt]));
  const wished = new Map((notice.recipients ?? []).map((one) => [one.party, one.precision ?? "exact"]));
  const waiting = new Set(notice.waiting ?? []);
  return [...new Set([...wished.keys(), ...held.keys()])]
    .sort()
    .map((party) => rungOf(notice, party, wished.get(party), held.get(party), waiting.has(party), now));
}

function rungOf(
  notice: Notice,
  party: string,
  wished: Receipt["precision"] | undefined,
  receipt: Receipt | undefined,
  waits: boolean,
  now: number,
): Rung {
  const overdue = receipt !== undefined && notice.state === "in force" && isOverdue(receipt, now);
  const given: Step = receipt
    ? { name: "given", state: "done", at: receipt.given_at }
    : { name: "given", state: "awaited" };
  const read: Step = receipt?.acknowledged_at
    ? { name: "read", state: "done", at: receipt.acknowledged_at, by: receipt.acknowledged_by ?? "" }
    : { name: "read", state: !receipt ? "open" : overdue ? "overdue" : "awaited" };
  const last = receipt && passedOn(receipt);
  const passed: Step = last
    ? { name: "passed", state: "done", at: last.passed_at, by: last.unit }
    : { name: "passed", state: receipt?.acknowledged_at ? "awaited" : "open" };
  return {
    party,
    precision: receipt?.precision ?? wished ?? "exact",
    ...(receipt ? { receipt, due: receipt.due } : {}),
    steps: [{ name: "taken", state: "done", at: notice.made }, given, read, passed],
    isLate: receipt?.late ?? false,
    isOverdue: overdue,
    level: receipt?.level ?? 0,
    waits,
    gone: receipt?.taken_away ? "taken-away" : receipt?.withdrawn ? "withdrawn" : "",
  };
}

/** What the office attests of a step: nothing while it has not been taken. That it took the notice in, it attests to its owner. */
export function attestedAs(
  { party, receipt }: Rung,
  { name, state, by }: Step,
): (Partial<Attested> & Pick<Attested, "says">) | undefined {
  if (state !== "done") return undefined;
  if (name === "taken") return { says: "taken in", version: 1 };
  if (name === "given") return { says: "given", party, version: receipt?.version ?? 0 };
  if (name === "read") return { says: "acknowledged", party };
  return { says: "passed on", party, unit: by ?? "" };
}

export function needOf(notice: Notice, party: string, now: number): Need {
  if (notice.state !== "in force") return "nothing";
  if (notice.owner !== party) {
    const mine = notice.receipts.find((receipt) => receipt.party === party);
    if (!mine || mine.withdrawn) return "nothing";
    if (!mine.acknowledged_at) return isOverdue(mine, now) ? "read-overdue" : "read";
    return passedOn(mine) ? "nothing" : "pass-on";
  }
  if (notice.receipts.some((receipt) => isOverdue(receipt, now))) return "theirs-overdue";
  if (askedAt(notice) <= now) return "renew";
  if (notice.waiting?.length) return "waiting";
  if (notice.receipts.some(isAwaited)) return "theirs";
  return "nothing";
}

/** How many recipients have got to each step. */
export function counted(rungs: readonly Rung[]): { of: number; given: number; read: number; passed: number } {
  const here = rungs.filter((rung) => rung.gone === "");
  const done = (name: StepName) =>
    here.filter((rung) => rung.steps.some((step) => step.name === name && step.state === "done")).length;
  return { of: here.length, given: done("given"), read: done("read"), passed: done("passed") };
}
