import type { Waiting } from "../live/inbox";
import type { News } from "./desk.svelte";

/** What stands in the strip of alerts: what awaits an acknowledgement, or news that wait to be seen. */
export type Alert = { key: string; one: Waiting; news?: undefined } | { key: string; news: News; one?: undefined };

export function alertsOf(alarms: readonly Waiting[], news: readonly News[]): Alert[] {
  return [
    ...alarms.map((one) => ({ key: one.key, one })),
    ...news.map((one) => ({ key: `news ${one.number}`, news: one })),
  ];
}

const isDistress = (alert: Alert) => alert.one?.priority === "distress";

/** Which alert the strip shows. The one that is read stays under the reader's hand until it is settled; only distress takes
 * the place of something less. `alerts` are the most urgent first. */
export function shownOf(alerts: readonly Alert[], before: string | undefined): Alert | undefined {
  const first = alerts[0];
  const kept = alerts.find(({ key }) => key === before);
  if (!kept || !first) return first;
  return isDistress(first) && !isDistress(kept) ? first : kept;
}
