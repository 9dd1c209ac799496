import type { Schema } from "../api/client";
import { length } from "../words/format";
import { t, words } from "../words/words.svelte";
import { partyName, picture, type Thread } from "./picture.svelte";

/** What is said in threads, as it is read here: what people say in their words, what the office says by itself in the
 * reader's language. */

export function textOf({ report, text }: Pick<Schema["MessageOut"], "report" | "text">): string {
  // An office of a later version may find what this page has no words for.
  if (!report || !words.has(`finding-${report.finding}`)) return text;
  return t(`finding-${report.finding}`, {
    party: report.party ? partyName(report.party) : "",
    named: report.party ? "yes" : "no",
    state: report.state ?? "",
    distance: length(report.distance_m ?? 0),
    reason: report.reason ?? "",
  });
}

/** The office's own titles. */
const TITLES: Readonly<Record<string, string>> = {
  "Planned near a notice": "title-near-notice",
  Conflict: "title-conflict",
};

export function titleOf({ title, opened_by, hotline, under }: Thread): string {
  if (opened_by) return title;
  const agreement = hotline && under ? picture.agreements.get(under)?.title : "";
  if (agreement) return t("title-hotline", { agreement });
  const known = TITLES[title];
  return known ? t(known) : title;
}

/** Of a thread that may not be known here. */
export function threadTitle(id: string): string {
  const thread = picture.threads.get(id);
  return thread ? titleOf(thread) : id;
}
