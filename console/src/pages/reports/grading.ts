import type { Schema } from "../../api/client";

/** How reports are graded and marked. Pure. */
export type ReportSeen = Schema["ReportSeenOut"];
export type SourceGrade = Schema["SourceGrade"];
export type InformationGrade = Schema["InformationGrade"];
export type RelationKind = Schema["RelationKind"];

export const SOURCE_GRADES: readonly SourceGrade[] = ["A", "B", "C", "D", "E", "F"];
export const INFORMATION_GRADES: readonly InformationGrade[] = [1, 2, 3, 4, 5, 6];
export const RELATIONS: readonly RelationKind[] = ["confirms", "contradicts", "corrects", "withdraws"];

/** What stands for a relation beside its word, the same in each language: lines in a square of 16. Fonts draw such signs each
 * in its own way, or not at all. */
export const SIGNS: Record<RelationKind, string> = {
  confirms: "M3 6h10M3 10h10",
  contradicts: "M3 6h10M3 10h10M11 2L5 14",
  corrects: "M3 13l0.7-3L10.5 3.2l2.3 2.3L6 12.3zM9 4.7l2.3 2.3",
  withdraws: "M8 2.5a5.5 5.5 0 1 0 0.01 0zM4.2 4.2l7.6 7.6",
};

/** The two characters by which people know a grading: `B2`. */
export function gradeOf(report: Pick<ReportSeen, "source_grade" | "information_grade">): string {
  return `${report.source_grade}${report.information_grade}`;
}
