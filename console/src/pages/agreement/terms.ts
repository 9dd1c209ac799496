import type { Schema } from "../../api/client";
import { length, list, measured, number, date, clock } from "../../words/format";
import { t } from "../../words/words.svelte";

type Terms = Schema["TermsOut"];

/** Terms as sentences that a person can read before signing: one line for each thing that was agreed. */
export interface TermLine {
  /** The same in two versions of the terms, so that they can be laid side by side. */
  key: string;
  group: TermGroup;
  label: string;
  value: string;
}
export type TermGroup = "basics" | "flows" | "separation" | "deadlines" | "channel" | "text";
export const TERM_GROUPS: readonly TermGroup[] = ["basics", "flows", "separation", "deadlines", "channel", "text"];

/** About how wide the cells are by which something is shown coarsely. */
export const CELL_M: Record<number, number> = { 4: 580_000, 7: 72_000, 10: 9_000, 13: 1_100 };

export function linesOfTerms(terms: Terms, nameOf: (party: string) => string): TermLine[] {
  return [
    ...basics(terms),
    ...flows(terms, nameOf),
    ...separation(terms),
    ...deadlines(terms),
    ...channel(terms),
    { key: "text", group: "text", label: t("terms-text"), value: terms.text || t("terms-no-text") },
  ];
}

function basics(terms: Terms): TermLine[] {
  const line = (key: string, value: string): TermLine => ({ key, group: "basics", label: t(`terms-${key}`), value });
  return [
    line("title", terms.title),
    line("level", t(`level-about-${terms.level}`)),
    line("from", moment(terms.start)),
    line("until", moment(terms.end)),
    line("area", areaInWords(terms.area)),
  ];
}

export function moment(at: string): string {
  const when = new Date(at);
  return `${date(when, "utc")} ${clock(when, "utc")} ${t("utc")}`;
}

export function areaInWords(area: Terms["area"]): string {
  if (!area) return t("area-everywhere");
  const band = area.lower_m != null || area.upper_m != null ? ` ${bandInWords(area.lower_m, area.upper_m)}` : "";
  if (area.circle) {
    const { lat, lng, radius_m } = area.circle;
    return t("area-circle", { radius: length(radius_m), lat: lat.toFixed(5), lng: lng.toFixed(5) }) + band;
  }
  const points = area.polygon ?? [];
  const corners = points.map((point) => `${point.lat.toFixed(5)} ${point.lng.toFixed(5)}`).join("; ");
  return t("area-polygon", { count: points.length, corners }) + band;
}

function bandInWords(lower: number | null | undefined, upper: number | null | undefined): string {
  const open = "–";
  return t("area-band", { lower: lower == null ? open : length(lower), upper: upper == null ? open : length(upper) });
}

function flows(terms: Terms, nameOf: (party: string) => string): TermLine[] {
  return terms.flows.map((flow) => ({
    key: `flow ${flow.giver} ${flow.receiver} ${flow.sight}`,
    group: "flows",
    label: t("flow-label", { giver: nameOf(flow.giver), receiver: nameOf(flow.receiver) }),
    value: t(`flow-${flow.sight}`, {
      kinds: list([...flow.kinds].sort().map((kind) => t(`thing-kind-${kind}`))),
      size: length(CELL_M[terms.coarse_level] ?? 0),
    }),
  }));
}

function separation(terms: Terms): TermLine[] {
  const rules = terms.separation.map((rule): TermLine => {
    const kinds = [...rule.kinds].sort();
    const apart = [
      rule.horizontal_m ? t("rule-beside", { length: length(rule.horizontal_m) }) : "",
      rule.vertical_m ? t("rule-above", { length: length(rule.vertical_m) }) : "",
      rule.minutes ? t("rule-in-time", { time: measured(rule.minutes, "minute") }) : "",
    ].filter(Boolean);
    return {
      key: `separation ${kinds.join(" ")}`,
      group: "separation",
      label: t("separation-label", { one: t(`thing-kind-${kinds[0]}`), other: t(`thing-kind-${kinds[1]}`) }),
      value: list(apart, "disjunction"),
    };
  });
  return [
    ...rules,
    {
      key: "notice-distance",
      group: "separation",
      label: t("terms-notice-distance"),
      value: length(terms.notice_distance_m),
    },
    { key: "plan-over", group: "separation", label: t("terms-plan-over"), value: yesNo(terms.plan_over) },
    { key: "opens-threads", group: "separation", label: t("terms-opens-threads"), value: yesNo(terms.opens_threads) },
  ];
}

function deadlines(terms: Terms): TermLine[] {
  const line = (key: string, label: string, value: string): TermLine => ({ key, group: "deadlines", label, value });
  const within = terms.acknowledge_within;
  const priorities = ["distress", "urgent", "routine"] as const;
  return [
    line("lead-standard", t("terms-lead-standard"), measured(terms.lead_times.standard_h ?? 48, "hour", 1)),
    line("lead-urgent", t("terms-lead-urgent"), measured(terms.lead_times.urgent_h ?? 24, "hour", 1)),
    ...priorities.map((priority) =>
      line(
        `within ${priority}`,
        t("terms-acknowledge", { priority: t(`priority-${priority}`) }),
        seconds(within[`${priority}_s`] ?? 0),
      ),
    ),
    ...terms.ladder.map((step, i) =>
      line(
        `ladder ${i + 1}`,
        t("terms-ladder", { level: number(i + 1) }),
        t("terms-ladder-step", { time: seconds(step.after_s), role: step.role }),
      ),
    ),
  ];
}

function channel(terms: Terms): TermLine[] {
  const tested = t("terms-tests-every", {
    every: seconds(Math.round(terms.test_every_h * 3_600)),
    within: seconds(terms.test_within_s),
  });
  const value = terms.test_every_h ? tested : t("terms-tests-never");
  return [{ key: "tests", group: "channel", label: t("terms-tests"), value }];
}

export function seconds(count: number): string {
  if (count % 3_600 === 0 && count > 0) return measured(count / 3_600, "hour");
  return count % 60 === 0 ? measured(count / 60, "minute") : measured(count, "second");
}

function yesNo(is: boolean): string {
  return is ? t("yes") : t("no");
}

export interface Row {
  key: string;
  group: TermGroup;
  label: string;
  before: string | undefined;
  after: string | undefined;
  change: "same" | "changed" | "new" | "gone";
}

/** Two versions of terms, line by line, in the order of the later one; what is gone stands where it stood. */
export function compared(before: TermLine[], after: TermLine[]): Row[] {
  const old = new Map(before.map((line) => [line.key, line]));
  const rows = after.map((line): Row => {
    const was = old.get(line.key);
    old.delete(line.key);
    const change = was === undefined ? "new" : was.value === line.value ? "same" : "changed";
    return { key: line.key, group: line.group, label: line.label, before: was?.value, after: line.value, change };
  });
  for (const gone of old.values()) {
    const { key, group, label, value } = gone;
    rows.push({ key, group, label, before: value, after: undefined, change: "gone" });
  }
  return rows;
}
