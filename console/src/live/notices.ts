import type { Notice } from "./picture.svelte";

/** What a notice's receipts say. Pure. */
type Receipt = Notice["receipts"][number];
type PassedOn = NonNullable<Receipt["passed_on"]>[number];

/** How the version that a recipient holds was last passed on to a unit; nothing while none has got that one: receipts keep
 * what was passed on of earlier versions. */
export function passedOn({ version, passed_on }: Receipt): PassedOn | undefined {
  return passed_on?.findLast((passed) => passed.version === version);
}

/** Whether it should have been acknowledged by now. What was withdrawn, or taken away, asks for nothing. */
export function isOverdue(receipt: Receipt, now: number): boolean {
  return isAwaited(receipt) && Date.parse(receipt.due) <= now;
}

/** Whether its recipient has still to acknowledge it. */
export function isAwaited({ acknowledged_at, withdrawn, taken_away }: Receipt): boolean {
  return !acknowledged_at && !withdrawn && !taken_away;
}

const ASKED_BEFORE_MS = 3 * 86_400_000;

/** When its owner is asked whether it still holds, as the office asks: three days before its end, or when a tenth is left of
 * the time since it was last said. */
export function askedAt({ valid_until, changed }: Notice): number {
  const end = Date.parse(valid_until);
  return end - Math.min(ASKED_BEFORE_MS, (end - Date.parse(changed)) / 10);
}
