import type { Notice } from "../../live/picture.svelte";

/** What happened to a notice, and when: the times that a printed sheet is signed with. Pure. */
export interface Happened {
  at: string;
  what: "taken" | "changed" | "given" | "read" | "passed" | "withdrawn" | "taken-away";
  /** The recipient; empty where it is the notice itself. */
  party: string;
  by: string;
  version: number;
}

export function timesOf(notice: Notice): Happened[] {
  const found: Happened[] = [{ at: notice.made, what: "taken", party: "", by: notice.author ?? "", version: 1 }];
  if (notice.changed !== notice.made && notice.version > 1) {
    found.push({ at: notice.changed, what: "changed", party: "", by: "", version: notice.version });
  }
  for (const receipt of notice.receipts) {
    const of = { party: receipt.party, version: receipt.version };
    found.push({ at: receipt.given_at, what: "given", by: "", ...of });
    if (receipt.acknowledged_at) {
      found.push({ at: receipt.acknowledged_at, what: "read", by: receipt.acknowledged_by ?? "", ...of });
    }
    for (const passed of receipt.passed_on ?? []) {
      found.push({ at: passed.passed_at, what: "passed", by: passed.unit, party: of.party, version: passed.version });
    }
    if (receipt.withdrawn_at) {
      found.push({ at: receipt.withdrawn_at, what: receipt.taken_away ? "taken-away" : "withdrawn", by: "", ...of });
    }
  }
  return found.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
