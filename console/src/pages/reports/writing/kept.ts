import { mine } from "../../../api/mine";
import { emptySheet, type Sheet } from "./sheet";

/** What somebody is writing of a report, kept on this machine while they type. `version`: of what is changed, as it was read. */
const LONGEST_MS = 7 * 86_400_000;

export interface Kept {
  sheet: Sheet;
  version: number;
  at: number;
}

export function keep(what: string, sheet: Sheet, version: number): void {
  const kept: Kept = { sheet, version, at: Date.now() };
  mine.keep("machine", `report ${what}`, JSON.stringify(kept));
}

export function kept(what: string): Kept | undefined {
  try {
    const found = JSON.parse(mine.read("machine", `report ${what}`) ?? "null") as Kept | null;
    if (!found || Date.now() - found.at > LONGEST_MS || typeof found.sheet?.text !== "string") return undefined;
    return { ...found, sheet: { ...emptySheet(), ...found.sheet } };
  } catch {
    return undefined;
  }
}

export function forget(what: string): void {
  mine.keep("machine", `report ${what}`);
}
