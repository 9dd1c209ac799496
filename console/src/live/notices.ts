import type { Notice } from "./picture.svelte";

/** What a notice's receipts say. Pure. */
type Receipt = Notice["receipts"][number];
type PassedOn = NonNullable<Receipt["passed_on"]>[number];

/** How the version that a recipient holds was last passed on to a unit; nothing while none has got that one: receipts keep
 * what was passed on of earlier versions. */
export function passedOn({ version, passed_on }: Receipt): PassedOn | undefined {
  return passed_on?.findLast((passed) => passed.version === version);
}
