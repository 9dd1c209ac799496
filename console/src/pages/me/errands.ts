import type { Errand } from "../../api/centre";
import { t } from "../../words/words.svelte";

const KNOWN: [RegExp, () => string][] = [
  [/^\/api\/v1\/operations/, () => t("errand-operation")],
  [/^\/api\/v1\/notices/, () => t("errand-notice")],
  [/^\/api\/v1\/(threads|attachments)/, () => t("errand-message")],
  [/^\/api\/v1\/agreements/, () => t("errand-agreement")],
  [/^\/api\/v1\/(parties|coalitions|invitations|applications|departure)/, () => t("errand-party")],
];

/** What a change that goes to the office is about, in plain words. */
export function errandName(errand: Errand): string {
  return KNOWN.find(([shape]) => shape.test(errand.path))?.[1]() ?? `${errand.method} ${errand.path}`;
}
