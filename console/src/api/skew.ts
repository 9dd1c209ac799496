import { pastMs } from "./past";

/** By how much this machine's clock is wrong. Deadlines are the office's: a count-down by a clock that is hours ahead says
 * that all is overdue, and by one that is behind, that there is time. Each answer says when the office gave it. */

/** An answer's time is one of whole seconds, and took some time on its way: less than this is no error of the clock. */
const AT_LEAST_MS = 2_500;
/** What took longer on its way says too little. */
const LONGEST_WAY_MS = 4_000;

let skewMs = 0;

/** The time now at the office, in milliseconds, as `Date.now()` would have it if the machine's clock were right. While one
 * looks back, it stands at that moment. */
export function officeNow(): number {
  return pastMs ?? presentNow();
}

/** The same, whatever is looked at. */
export function presentNow(): number {
  return Date.now() - skewMs;
}

/** By how much the clock here is ahead; below 0: behind. 0 where it is right, as far as can be known. */
export function clockAheadMs(): number {
  return skewMs;
}

/** Learns from an answer's `Date`, of something asked and answered at these moments of the machine's clock. */
export function learnTime(said: string | null, askedAt: number, answeredAt: number): void {
  const at = Date.parse(said ?? "");
  const way = answeredAt - askedAt;
  if (Number.isNaN(at) || way < 0 || way > LONGEST_WAY_MS) return;
  // The second is cut off, and the answer was on its way for about half the time.
  const ahead = answeredAt - way / 2 - (at + 500);
  if (Math.abs(ahead) < AT_LEAST_MS) skewMs = 0;
  else if (Math.abs(ahead - skewMs) >= AT_LEAST_MS) skewMs = ahead;
}

/** `fetch`, which learns from the answer. */
export async function timedFetch(asked: Request | string, how?: RequestInit): Promise<Response> {
  const askedAt = Date.now();
  const answer = await fetch(asked, how);
  learnTime(answer.headers.get("Date"), askedAt, Date.now());
  return answer;
}
