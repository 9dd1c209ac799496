import { t, words } from "../../words/words.svelte";

/** What a party may give its programs, the harmless first. */
export const SCOPES = [
  "tansiq.read",
  "tansiq.speak",
  "tansiq.operate",
  "tansiq.agree",
  "tansiq.administer",
  "tansiq.link",
  "utm.strategic_coordination",
  "utm.constraint_processing",
  "utm.constraint_management",
  "utm.conformance_monitoring_sa",
] as const;

/** What a scope lets a program do, in plain words. Scopes grow: one that is not known here is called by its name. */
export function scopeName(scope: string): string {
  const id = `scope-${scope.replace(/[._]/g, "-")}`;
  return words.has(id) ? t(id) : scope;
}
