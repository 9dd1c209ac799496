import type { Schema } from "../api/client";
import { length, measured, metres, moment, number } from "../words/format";
import { t, words } from "../words/words.svelte";
import { isOnlySeen, type Waiting } from "../live/inbox";
import { partyName, picture, type Thread } from "../live/picture.svelte";

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

/** What is remarked on a file; `text` says it in English. */
export function remarkOf(remark: Schema["Remark"], text: string): string {
  if (!words.has(`remark-${remark.code}`)) return text;
  const shift = remark.shift_m ?? 0;
  return t(`remark-${remark.code}`, {
    quoted: remark.quoted ?? "",
    bound: remark.bound ?? "",
    degrees: number(remark.degrees ?? 0, 6),
    length: metres(remark.length_m ?? 0),
    low: metres(remark.low_m ?? 0),
    high: metres(remark.high_m ?? 0),
    shift: metres(Math.abs(shift)),
    moved: shift < 0 ? "lowered" : "raised",
    count: remark.count ?? 0,
    of: remark.of ?? 0,
    at: remark.at ? moment(new Date(remark.at)) : "",
  });
}

/** What something in a file is like, and how far from it; `text` says it in English. */
export function likenessOf(like: Schema["Resembled"] | null | undefined, text: string): string {
  if (!like) return text;
  const kind = words.has(`kind-${like.known}`) ? t(`kind-${like.known}`) : "";
  const isPaper = ["file", "draft", "notice"].includes(like.known);
  return t(isPaper ? `like-${like.known}` : kind ? "like-planned" : "like-operation", {
    place: (like.distance_m ?? 0) < 1 ? "here" : "near",
    distance: length(like.distance_m ?? 0),
    where: origin(like.id),
    title: like.title || like.id,
    kind,
  });
}

/** Why something could not be delivered; `text` says it in English. */
export function mishapOf(mishap: Schema["Mishap"] | null | undefined, text: string): string {
  if (!mishap || !words.has(`mishap-${mishap.code}`)) return text;
  return t(`mishap-${mishap.code}`, {
    status: String(mishap.status ?? ""),
    within: measured(mishap.within_s ?? 0, "second", 1),
    quoted: mishap.quoted ?? "",
    address: mishap.address ?? "",
  });
}

/** Where in a file something stands: a row, perhaps of a named sheet, a line, or an element by the name that it has in
 * the file's own language, and perhaps a part of it. */
export function origin(where: string): string {
  const part = /^(.*), part (\d+)$/.exec(where);
  if (part) return t("part-of-place", { place: origin(part[1]!), number: number(Number(part[2])) });
  return where
    .replace(/^(.+: )?row (\d+)$/, (_, sheet: string | undefined, at: string) => `${sheet ?? ""}${rowOf(at)}`)
    .replace(/(?<=^|\()line (\d+)(?=$|\))/, (_, at: string) => t("line-of-file", { number: number(Number(at)) }));
}

function rowOf(at: string): string {
  return t("row-of-file", { number: number(Number(at)) });
}

/** By what it is called; where its words were erased, that they were. */
export function titled({ title }: { title: string }): string {
  return title || t("content-erased");
}

export function titleOf({ title, heading, under }: Thread): string {
  if (!heading || !words.has(`title-${heading}`)) return titled({ title });
  if (heading !== "hotline") return t(`title-${heading}`);
  const agreement = under ? picture.agreements.get(under)?.title : "";
  return agreement ? t("title-hotline", { agreement }) : title;
}

/** What waits, as it is called in the reader's language. */
export function titleOfWaiting({ kind, what, thread, report, title }: Waiting): string {
  if (kind === "log-contested") return t(`log-found-${what}`);
  if (kind === "log-keys") return t("log-keys-strange");
  if (report) {
    const grade = `${report.source_grade}${report.information_grade}`;
    return t("report-unopened", { party: partyName(report.owner), grade, marking: report.marking });
  }
  if (thread) return titleOf(thread);
  return kind.startsWith("quiet-") ? titled({ title }) : title;
}

/** What is said in what waits, or what has become of it; nothing where its title says all. */
export function saidIn(waiting: Waiting): string {
  if (waiting.message) return textOf(waiting.message);
  return isOnlySeen(waiting) ? t(`awaits-${waiting.kind}`) : "";
}

/** Of a thread that may not be known here. */
export function threadTitle(id: string): string {
  const thread = picture.threads.get(id);
  if (!thread) queueMicrotask(() => picture.want("thread", id));
  return thread ? titleOf(thread) : id;
}
