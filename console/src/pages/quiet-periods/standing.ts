import { isBinding, proposedUntil, wordOf, type Quiet, type QuietState, type QuietWord } from "../../live/quiet";
import { PLANNED } from "../../live/kinds";

/** How it stands with a quiet period, and what a party may do about it. Pure; the office decides. */

/** What can be suspended. */
export const SUSPENDED = PLANNED.filter((kind) => kind !== "constraint");

export type SaidMark = QuietWord["said"] | "nothing";

/** What stands for a word beside it: lines in a square of 16, the same in each font. */
export const SIGNS: Record<SaidMark | QuietState, string> = {
  committed: "M3 8.5l3.5 3.5L13 4.5",
  declined: "M8 2.5a5.5 5.5 0 1 0 0.01 0zM4.2 4.2l7.6 7.6",
  "taken back": "M6 3L3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6",
  nothing: "M8 2.5a5.5 5.5 0 1 0 0.01 0z",
  proposed: "M8 2.5a5.5 5.5 0 1 0 0.01 0zM8 5v3.2l2.2 1.6",
  "in force": "M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z",
  ended: "M4 4h8v8H4z",
};

/** As messages name it. */
export function nameOf(state: string): string {
  return state.replaceAll(" ", "-");
}

export type Act = "commit" | "decline" | "extend" | "take-back" | "withdraw";

/** What this party could do now, whoever of it may. */
export function actsOf(period: Quiet, party: string): Act[] {
  const until = proposedUntil(period);
  const binds = isBinding(period);
  const { extension } = period;
  const own = wordOf(period.words, party)?.said;
  const said = binds ? wordOf(extension?.words, party)?.said : own;
  const acts: Act[] = [];
  if (until && said !== "committed") acts.push("commit");
  if (until && !said) acts.push("decline");
  if (binds && (!extension || extension.by === party || isDeclined(extension))) acts.push("extend");
  if (binds ? extension?.by === party : period.state === "proposed" && period.proposer === party) acts.push("withdraw");
  if (period.state !== "ended" && own === "committed") acts.push("take-back");
  return acts;
}

export function isDeclined(extension: NonNullable<Quiet["extension"]>): boolean {
  return extension.words.some(({ said }) => said === "declined");
}

/** How many have committed to what is proposed now, of how many; to what holds, where nothing is. */
export function committedOf(period: Pick<Quiet, "words" | "parties">): { count: number; all: number } {
  const count = (period.words ?? []).filter(({ said }) => said === "committed").length;
  return { count, all: period.parties.length };
}

/** Those in one state beside each other by their time: what begins or ends first; of what has ended, the last first. */
export function inOrder(periods: readonly Quiet[], state: QuietState): Quiet[] {
  const of = periods.filter((one) => one.state === state);
  const when = (one: Quiet): string =>
    state === "ended" ? (one.ending?.at ?? one.until) : state === "in force" ? one.until : one.from;
  const turn = state === "ended" ? -1 : 1;
  return of.sort(
    (one, other) => turn * (Date.parse(when(one)) - Date.parse(when(other))) || (one.id < other.id ? -1 : 1),
  );
}
