import type { Schema } from "../../api/client";

/** How reports are graded and marked. Pure. */
export type ReportSeen = Schema["ReportSeenOut"];
export type SourceGrade = Schema["SourceGrade"];
export type InformationGrade = Schema["InformationGrade"];
export type Marking = Schema["Marking"];
export type RelationKind = Schema["RelationKind"];

export const SOURCE_GRADES: readonly SourceGrade[] = ["A", "B", "C", "D", "E", "F"];
export const INFORMATION_GRADES: readonly InformationGrade[] = [1, 2, 3, 4, 5, 6];
/** The strictest first. */
export const MARKINGS: readonly Marking[] = ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"];
export const RELATIONS: readonly RelationKind[] = ["confirms", "contradicts", "corrects", "withdraws"];

/** What stands for a relation beside its word, the same in each language. */
export const SIGNS: Record<RelationKind, string> = { confirms: "=", contradicts: "≠", corrects: "✎", withdraws: "⊘" };

/** A marking in the names of messages: `amber-strict`. */
export function keyOfMarking(marking: Marking): string {
  return marking.slice("TLP:".length).toLowerCase().replace("+", "-");
}

/** The two characters by which people know a grading: `B2`. */
export function gradeOf(report: Pick<ReportSeen, "source_grade" | "information_grade">): string {
  return `${report.source_grade}${report.information_grade}`;
}
