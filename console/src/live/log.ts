import type { Schema } from "../api/client";
import { plain } from "../api/plain";

/** What was found against the office's log, by whoever found it: the office's list and the own centre's, as one. */

export type Finding = "split" | "rewritten" | "shortened";

export interface LogContest {
  finding: string;
  /** Whose centre found it; of one's own, one's own party. */
  party: string;
  at: string;
  /** The evidence, as a file has it. */
  evidence: string;
}

/** The worst first: what no honest log can have done stands before what an older copy may have done. */
const WORST: readonly string[] = ["split", "rewritten", "shortened"];

/** One of each finding and party, the worst first. What the own centre has found is there whether or not the office shows it. */
export function contestsOf(
  log: Schema["LogOut"] | undefined,
  watch: Schema["LogWatchOut"] | undefined,
  party: string,
): LogContest[] {
  const own = (watch?.logs ?? []).filter((one) => one.own_office).flatMap((one) => one.contests);
  const all: LogContest[] = [
    ...own.map(({ finding, at, contradiction }) => ({ finding, party, at, evidence: contradiction })),
    ...(log?.contests ?? []).map(({ finding, party: by, at, contradiction }) => ({
      finding,
      party: by,
      at,
      evidence: contradiction,
    })),
  ];
  const found = new Map<string, LogContest>();
  for (const one of all) {
    const key = `${one.finding} ${one.party}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()].sort((one, other) => rank(one) - rank(other) || one.at.localeCompare(other.at));
}

/** A finding that a later office may name, and this page does not know, is as bad as can be. */
export function findingOf({ finding }: Pick<LogContest, "finding">): Finding | "other" {
  return WORST.includes(finding) ? (finding as Finding) : "other";
}

function rank({ finding }: LogContest): number {
  return WORST.indexOf(finding);
}

/** Whose a witness is: a party's own centre, a centre that the office hosts (which does not count), or none of a party's. */
export type WitnessKind = "own" | "hosted" | "outside";

export function kindOfWitness({ party, own_centre }: Pick<Schema["WitnessOut"], "party" | "own_centre">): WitnessKind {
  if (!party) return "outside";
  return own_centre ? "own" : "hosted";
}

/** Of a cosignature, whose it is by what the office tells of its witnesses' keys; nothing of a key that it does not tell. */
export function kindOfCosigner(
  log: Pick<Schema["LogOut"], "witnesses" | "outside"> | undefined,
  { name, keyId }: { name: string; keyId: string },
): WitnessKind | undefined {
  const isIts = ({ key }: { key: string }): boolean => plain(nameOfKey(key)) === name && idOfKey(key) === keyId;
  const witness = log?.witnesses.find(isIts);
  if (witness) return kindOfWitness(witness);
  return log?.outside.some(isIts) ? "outside" : undefined;
}

/** How a witness is called that is no party's: by its key's name. */
export function nameOfKey(key: string): string {
  return key.split("+", 1)[0] ?? key;
}

/** The 8 digits by which a key is spoken of. */
export function idOfKey(key: string): string {
  return key.split("+", 2)[1] ?? "";
}
