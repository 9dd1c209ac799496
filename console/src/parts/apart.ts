import type { Schema } from "../api/client";
import { duration, length } from "../words/format";
import { t } from "../words/words.svelte";

/** How far two things are from each other, the same words wherever it is said. */
export function apartOf(gap: Schema["ConflictOut"]["gap"]): string {
  const parts = [
    gap.horizontal_m > 0 ? t("apart-beside", { length: length(gap.horizontal_m) }) : "",
    gap.vertical_m > 0 ? t("apart-above", { length: length(gap.vertical_m) }) : "",
    gap.time_s > 0 ? t("apart-in-time", { time: duration(gap.time_s) }) : "",
  ].filter(Boolean);
  return parts.join(" · ") || t("apart-not-at-all");
}

/** What that means for whoever plans. */
export function badgeOf(conflict: Schema["ConflictOut"]): string {
  if (!conflict.binding) return t("conflict-to-know");
  return conflict.may_plan_over ? t("conflict-with-reason") : t("conflict-binds");
}
