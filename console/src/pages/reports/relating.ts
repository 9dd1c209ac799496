import type { RelationKind, ReportSeen } from "./grading";

/** What reports say of each other: pure. `way`: by this one of another, or by another of this one. `isOlder`: it was said
 * of an earlier version than the one that is there now. */
export interface Said {
  way: "of" | "by";
  kind: RelationKind;
  other: ReportSeen;
  isOlder: boolean;
}

/** 0: it was said of a version that one does not hold, and which that is nobody says. */
function isOlder(version: number, now: number): boolean {
  return version > 0 && version < now;
}

/** All that is said of and by one report, what denies it first. */
export function saidOf(report: ReportSeen, beside: readonly ReportSeen[]): Said[] {
  const known = new Map(beside.map((one) => [one.id, one]));
  const found: Said[] = [];
  for (const relation of report.relations ?? []) {
    const other = known.get(relation.report);
    if (other) found.push({ way: "of", kind: relation.kind, other, isOlder: isOlder(relation.version, other.version) });
  }
  for (const other of beside) {
    for (const relation of other.relations ?? []) {
      if (relation.report === report.id && other.id !== report.id) {
        found.push({ way: "by", kind: relation.kind, other, isOlder: isOlder(relation.version, report.version) });
      }
    }
  }
  const order: readonly RelationKind[] = ["contradicts", "withdraws", "corrects", "confirms"];
  return found.sort((one, next) => order.indexOf(one.kind) - order.indexOf(next.kind));
}

/** The parties that say so of a report, each once; what is withdrawn is said no more. */
export function sayingOf(report: ReportSeen, beside: readonly ReportSeen[], kind: RelationKind): string[] {
  const said = saidOf(report, beside).filter(
    (one) => one.way === "by" && one.kind === kind && one.other.state === "released",
  );
  return [...new Set(said.map(({ other }) => other.owner))];
}
