import { mine } from "../../../api/mine";
import { emptySheet, type Sheet } from "./sheet";

/** What somebody is writing of an incident, kept on this machine while they type. `what`: of which thing it is. */
const LONGEST_MS = 7 * 86_400_000;
const nameOf = (what: string) => `incident ${what || "new"}`;

export function keep(what: string, sheet: Sheet): void {
  mine.keep("machine", nameOf(what), JSON.stringify({ sheet, at: Date.now() }));
}

export function kept(what: string): { sheet: Sheet; at: number } | undefined {
  try {
    const found = JSON.parse(mine.read("machine", nameOf(what)) ?? "null") as { sheet: Sheet; at: number } | null;
    const isWhole =
      typeof found?.sheet?.account === "string" &&
      Array.isArray(found.sheet.parties) &&
      Array.isArray(found.sheet.places);
    if (!found || !isWhole || Date.now() - found.at > LONGEST_MS) return undefined;
    return { sheet: { ...emptySheet(), ...found.sheet }, at: found.at };
  } catch {
    return undefined;
  }
}

export function forget(what: string): void {
  mine.keep("machine", nameOf(what));
}
