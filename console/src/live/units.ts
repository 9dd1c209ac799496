import type { Notice } from "./picture.svelte";

/** The units to which this party has passed notices on, the last one first: typed once, chosen afterwards. */
export function unitsOf(notices: readonly Notice[], party: string): string[] {
  const passed = notices.flatMap(({ receipts }) =>
    receipts.filter((receipt) => receipt.party === party).flatMap((receipt) => receipt.passed_on ?? []),
  );
  passed.sort((one, other) => Date.parse(other.passed_at) - Date.parse(one.passed_at));
  return [...new Set(passed.map(({ unit }) => unit))];
}
