import { api, got, type Schema } from "../api/client";
import { listOf } from "../api/lists";

/** Quiet periods in which one takes part: asked of the office as they are needed. */
export type Quiet = Schema["QuietPeriodOut"];
export type QuietWord = Schema["QuietWordOut"];
export type QuietState = Schema["QuietState"];

/** In the order of how soon one has to know of them. */
export const QUIET_STATES: readonly QuietState[] = ["in force", "committed", "proposed", "ended"];
const LIVE = QUIET_STATES.filter((state) => state !== "ended");

export interface Narrowed {
  state?: QuietState;
  under?: string;
  party?: string;
}

/** All that have not ended, and of those that have as many as are wanted, what changed last first. `hasMore`: more have. */
export async function quietPeriods(
  narrowed: Narrowed,
  mostEnded: number,
): Promise<{ items: Quiet[]; hasMore: boolean }> {
  const { state, ...of } = narrowed;
  const live = LIVE.filter((one) => !state || one === state);
  const [ended, ...lists] = await Promise.all([
    state && state !== "ended" ? undefined : endedOnes(of, mostEnded),
    ...live.map((one) => listOf("/api/v1/quiet-periods", { ...of, state: one })),
  ]);
  // One may move on from list to list while they are read; it is shown once, as it was read last.
  const items = new Map([...lists.flat(), ...(ended?.items ?? [])].map((one) => [one.id, one]));
  return { items: [...items.values()], hasMore: Boolean(ended?.next) };
}

function endedOnes(of: Narrowed, most: number): Promise<Schema["Page_QuietPeriodOut_"]> {
  return got(api.GET("/api/v1/quiet-periods", { params: { query: { ...of, state: "ended", limit: String(most) } } }));
}

/** What a party has said to it last. */
export function wordOf(words: readonly QuietWord[] | undefined, party: string): QuietWord | undefined {
  return (words ?? []).find((one) => one.party === party);
}

/** Whether all have committed to it and it has not ended. */
export function isBinding({ state }: Pick<Quiet, "state">): boolean {
  return state === "committed" || state === "in force";
}

/** The end to which one would commit now; nothing where nothing is proposed. */
export function proposedUntil(period: Pick<Quiet, "state" | "until" | "extension">): string | undefined {
  if (period.state === "proposed") return period.until;
  return isBinding(period) ? period.extension?.until : undefined;
}

/** The operations of others that reach into it, as far as one sees them. */
export function othersInside({ inside }: Pick<Quiet, "inside">, party: string): Schema["SeenOut"][] {
  return (inside ?? []).filter(({ owner }) => owner !== party);
}
