import type { Sheet } from "../sheet";
import { here } from "../../../keep/browser";

/** What somebody is writing, kept on this machine while they type: nothing is lost with the window. */
const PREFIX = "tansiq.writing";
const LONGEST_MS = 7 * 86_400_000;

export interface Kept {
  sheet: Sheet;
  page: string;
  at: number;
}

function keyOf(person: string, what: string): string {
  return `${PREFIX}.${person}.${what}`;
}

export function keep(person: string, what: string, sheet: Sheet, page: string): void {
  const kept: Kept = { sheet, page, at: Date.now() };
  here.set(keyOf(person, what), JSON.stringify(kept));
}

export function kept(person: string, what: string): Kept | undefined {
  try {
    const found = JSON.parse(here.get(keyOf(person, what)) ?? "null") as Kept | null;
    if (!found || Date.now() - found.at > LONGEST_MS || !Array.isArray(found.sheet?.places)) return undefined;
    return found;
  } catch {
    return undefined;
  }
}

export function forget(person: string, what: string): void {
  here.drop(keyOf(person, what));
}
