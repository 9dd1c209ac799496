import type { RelationKind, ReportSeen } from "../grading";

/** How the reports of a subject stand side by side: pure. Each party has a column; what speaks of the same time stands in one
 * row; and each thing that one says of another is a line. */
export interface Standing {
  report: ReportSeen;
  /** From 0, from the side where one begins to read. */
  column: number;
  row: number;
}

export interface Tie {
  kind: RelationKind;
  from: string;
  to: string;
}

export interface Arranged {
  /** The parties, in the order of their columns. */
  parties: string[];
  rows: ReportSeen[][];
  standing: Standing[];
  ties: Tie[];
}

export type Order = "spoken" | "received";

/** One's own party first, then whoever was the first to say something. */
export function arranged(reports: readonly ReportSeen[], party: string, order: Order): Arranged {
  const inTime = [...reports].sort((one, other) => timeOf(one, order) - timeOf(other, order) || idOrder(one, other));
  const parties = [...new Set(inTime.map(({ owner }) => owner))];
  parties.sort((one, other) => Number(other === party) - Number(one === party));
  const rows = rowsOf(inTime, order);
  const standing = rows.flatMap((row, index) =>
    row.map((report) => ({ report, column: parties.indexOf(report.owner), row: index })),
  );
  return { parties, rows, standing, ties: tiesOf(reports) };
}

export function timeOf(report: ReportSeen, order: Order): number {
  return Date.parse(order === "spoken" ? report.from : report.received);
}

function idOrder(one: ReportSeen, other: ReportSeen): number {
  return Date.parse(one.received) - Date.parse(other.received) || (one.id < other.id ? -1 : 1);
}

/** A row holds one report of each party at most; of those that speak of a time, what overlaps. By receipt each has a row of
 * its own: what came in later stands below. */
function rowsOf(inTime: readonly ReportSeen[], order: Order): ReportSeen[][] {
  const rows: ReportSeen[][] = [];
  for (const report of inTime) {
    const last = rows.at(-1);
    const fits =
      last !== undefined &&
      order === "spoken" &&
      last.every((one) => one.owner !== report.owner && Date.parse(report.from) <= Date.parse(one.until));
    if (fits) last.push(report);
    else rows.push([report]);
  }
  return rows;
}

/** All that one of them says of another of them. */
export function tiesOf(reports: readonly ReportSeen[]): Tie[] {
  const known = new Set(reports.map(({ id }) => id));
  return reports.flatMap((one) =>
    (one.relations ?? [])
      .filter(({ report }) => known.has(report) && report !== one.id)
      .map(({ kind, report }) => ({ kind, from: one.id, to: report })),
  );
}
