import { mine } from "../../../api/mine";
import type { Sheet } from "../sheet";

/** What somebody is writing, kept on this machine while they type: nothing is lost with the window. */
const LONGEST_MS = 7 * 86_400_000;

export interface Kept {
  sheet: Sheet;
  page: string;
  at: number;
}

export function keep(what: string, sheet: Sheet, page: string): void {
  const kept: Kept = { sheet, page, at: Date.now() };
  mine.keep("machine", `notice ${what}`, JSON.stringify(kept));
}

export function kept(what: string): Kept | undefined {
  try {
    const found = JSON.parse(mine.read("machine", `notice ${what}`) ?? "null") as Kept | null;
    if (!found || Date.now() - found.at > LONGEST_MS || !Array.isArray(found.sheet?.places)) return undefined;
    return found;
  } catch {
    return undefined;
  }
}

export function forget(what: string): void {
  mine.keep("machine", `notice ${what}`);
}
