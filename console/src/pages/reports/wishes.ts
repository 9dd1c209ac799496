import type { Marking } from "./grading";

/** Which reports are wanted in the list; empty: all. As the office's question has them. */
export interface Wishes {
  role: "" | "own" | "received";
  owner: string;
  marking: "" | Marking;
  source_grade: string;
  information_grade: string;
}

export const EVERYTHING: Wishes = { role: "", owner: "", marking: "", source_grade: "", information_grade: "" };

/** What is asked: only what is wanted. Of one's own, no other party is. */
export function questionOf(wishes: Wishes): Record<string, string> {
  const asked = Object.entries(wishes).filter(
    ([name, value]) => value !== "" && !(name === "owner" && wishes.role === "own"),
  );
  return Object.fromEntries(asked) as Record<string, string>;
}

export function isEverything(wishes: Wishes): boolean {
  return Object.keys(questionOf(wishes)).length === 0;
}
