import type { Schema } from "../../api/client";

/** What had each party been told by then? Pure. */
export type ToldThing = Schema["ToldThingOut"];
export type ToldParty = Schema["ToldPartyOut"];
export type ToldStep = Schema["ToldStepOut"];

/** Minutes before and after that can be looked at. */
export const SPANS = [0, 30, 60, 180, 720, 1_440] as const;

/** One's own, of which one knows what others were told; and others', of which one knows what one was told oneself. */
export function byOwner(things: readonly ToldThing[], own: string): { ours: ToldThing[]; theirs: ToldThing[] } {
  return { ours: things.filter(({ owner }) => owner === own), theirs: things.filter(({ owner }) => owner !== own) };
}

/** What came before the incident began, and what when it had begun. */
export function aroundThen(told: ToldParty): { before: ToldStep[]; later: ToldStep[] } {
  return { before: told.steps.filter(({ later }) => !later), later: told.steps.filter(({ later }) => later) };
}

/** The message that names a step. */
export function nameOfStep(what: string): string {
  return `inc-step-${what.replaceAll(" ", "-")}`;
}
