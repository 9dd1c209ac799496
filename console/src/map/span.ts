/** How far from now a moment may lie that is shown, into the past and into the future. */
export const SPAN_MS = 24 * 3_600_000;

/** Which moment is shown: the chosen one, as far as it still lies within reach; without one, now. Milliseconds. */
export function shownAt(chosen: number | undefined, now: number): number {
  return chosen === undefined ? now : Math.min(now + SPAN_MS, Math.max(now - SPAN_MS, chosen));
}
