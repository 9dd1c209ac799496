import { rectangleOf } from "../../map/area";
import type { Marking } from "../../parts/marking";

/** Which reports are wanted in the list; empty: all. `q`: words that are looked for; `days`: that speak of the last so many. */
export interface Wishes {
  q: string;
  role: "" | "own" | "received";
  owner: string;
  marking: "" | Marking;
  source_grade: string;
  information_grade: string;
  days: "" | "1" | "7" | "30";
  /** A circle, as `map/area.ts` has it. */
  area: string;
}

export const EVERYTHING: Wishes = {
  q: "",
  role: "",
  owner: "",
  marking: "",
  source_grade: "",
  information_grade: "",
  days: "",
  area: "",
};
export const DAYS = ["1", "7", "30"] as const;
const DAY_MS = 86_400_000;

/** What is asked: only what is wanted. Of one's own, no other party is. */
export function questionOf(wishes: Wishes, now: number): Record<string, string> {
  const { q, days, area, ...filters } = wishes;
  const asked = Object.entries(filters).filter(
    ([name, value]) => value !== "" && !(name === "owner" && wishes.role === "own"),
  );
  const since = days ? { from: new Date(now - Number(days) * DAY_MS).toISOString() } : {};
  const where = rectangleOf(area) ? { area: rectangleOf(area) } : {};
  return { ...Object.fromEntries(asked), ...(q.trim() ? { q: q.trim() } : {}), ...since, ...where } as Record<
    string,
    string
  >;
}

/** Whether words, a time or an area are looked for: then the index is asked, and what speaks of the latest time comes first. */
export function isSearch(wishes: Wishes): boolean {
  return wishes.q.trim() !== "" || wishes.days !== "" || rectangleOf(wishes.area) !== "";
}

export function isEverything(wishes: Wishes): boolean {
  return Object.keys(questionOf(wishes, 0)).length === 0;
}
