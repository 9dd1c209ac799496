import type { Schema } from "../api/client";

export type Kind = Schema["ThingKind"];

/** What is planned, as the office knows it. */
export const PLANNED = ["aircraft", "drone", "convoy", "team", "field-work", "constraint"] as const satisfies Kind[];
/** What is notified: all else. */
export const NOTIFIED = ["site", "movement", "infrastructure"] as const satisfies Kind[];
export const KINDS: readonly Kind[] = [...PLANNED, ...NOTIFIED];

export function isNotified(kind: Kind): boolean {
  return (NOTIFIED as readonly Kind[]).includes(kind);
}

/** About how wide the cells are by which something is shown coarsely. */
export const CELL_M: Record<number, number> = { 4: 580_000, 7: 72_000, 10: 9_000, 13: 1_100 };
