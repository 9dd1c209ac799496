/** When the next agreement begins or ends. Nobody is told of it, for nobody does it; but from then on other things are
 * shown: what lies on the page after that is not live any more, whatever the line says. Pure. */
interface InTime {
  start?: string | null | undefined;
  end?: string | null | undefined;
}

/** A timer takes no longer times, and a clock may be set meanwhile. */
const LONGEST_MS = 3_600_000;
/** The office is asked when it is over there, too. */
const BEHIND_MS = 500;

/** In how many milliseconds to look anew; `isTurn`: something begins or ends then. */
export function nextTurn(agreements: readonly InTime[], now: number): { afterMs: number; isTurn: boolean } {
  const turns = agreements
    .flatMap(({ start, end }) => [Date.parse(start ?? ""), Date.parse(end ?? "")])
    .filter((at) => at + BEHIND_MS > now);
  const afterMs = Math.min(...turns) + BEHIND_MS - now;
  return afterMs <= LONGEST_MS ? { afterMs, isTurn: true } : { afterMs: LONGEST_MS, isTurn: false };
}
