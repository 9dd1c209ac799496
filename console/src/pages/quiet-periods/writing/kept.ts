import { mine } from "../../../api/mine";
import { emptyQuiet, type QuietSheet } from "./sheet";

/** What somebody is writing of a quiet period, kept on this machine while they type. */
const KEPT = "quiet period new";
const LONGEST_MS = 7 * 86_400_000;

export function keep(sheet: QuietSheet): void {
  const isEmpty = !sheet.title && !sheet.text && !sheet.from && !sheet.until && sheet.places.every((one) => !one.text);
  mine.keep("machine", KEPT, isEmpty ? undefined : JSON.stringify({ sheet, at: Date.now() }));
}

export function kept(): QuietSheet | undefined {
  try {
    const found = JSON.parse(mine.read("machine", KEPT) ?? "null") as { sheet: QuietSheet; at: number } | null;
    const isWhole = Array.isArray(found?.sheet?.places) && Array.isArray(found.sheet.parties);
    return found && isWhole && Date.now() - found.at <= LONGEST_MS ? { ...emptyQuiet(), ...found.sheet } : undefined;
  } catch {
    return undefined;
  }
}

export function forget(): void {
  mine.keep("machine", KEPT);
}
