import type { Schema } from "../../api/client";
import { CELL_M } from "../../live/kinds";
import { exactLength, list, measured, number, date, clock, length } from "../../words/format";
import { t } from "../../words/words.svelte";

type Terms = Schema["TermsOut"];

/** Terms as sentences that a person can read before signing: one line for each thing that was agreed. */
export interface TermLine {
  /** The same in two versions of the terms, so that they can be laid side by side. */
  key: string;
  group: TermGroup;
  label: string;
  value: string;
  /** What the value says, before it was rounded or put into words: two versions are the same only if this is, too. */
  exact?: string;
}
export type TermGroup = "basics" | "flows" | "separation" | "deadlines" | "channel" | "text";
export const TERM_GROUPS: readonly TermGroup[] = ["basics", "flows", "separation", "deadlines", "channel", "text"];

export function linesOfTerms(terms: Terms, nameOf: (party: string) => string): TermLine[] {
  return distinct([
    ...basics(terms),
    ...flows(terms, nameOf),
    ...separation(terms),
    ...deadlines(terms),
    ...channel(terms),
    { key: "text", group: "text", label: t("terms-text"), value: terms.text || t("terms-no-text") },
  ]);
}

/** A side may offer the same flow or rule twice, with other contents: each is a line of its own, and none hides another. */
function distinct(lines: TermLine[]): TermLine[] {
  const met = new Map<string, number>();
  return lines.map((line) => {
    const count = (met.get(line.key) ?? 0) + 1;
    met.set(line.key, count);
    return count === 1 ? line : { ...line, key: `${line.key} (${count})` };
  });
}

function basics(terms: Terms): TermLine[] {
  const line = (key: string, value: string, exact: unknown = value): TermLine => ({
    key,
    group: "basics",
    label: t(`terms-${key}`),
    value,
    exact: JSON.stringify(exact ?? null),
  });
  return [
    line("title", terms.title),
    line("level", t(`level-about-${terms.level}`)),
    line("from", moment(terms.start), Date.parse(terms.start)),
    line("until", moment(terms.end), Date.parse(terms.end)),
    line("area", areaInWords(terms.area), terms.area),
  ];
}

export function moment(at: string): string {
  const when = new Date(at);
  const withSeconds = when.getTime() % 60_000 !== 0;
  return `${date(when, "utc")} ${clock(when, "utc", withSeconds)} ${t("utc")}`;
}

export function areaInWords(area: Terms["area"]): string {
  if (!area) return t("area-everywhere");
  const band = area.lower_m != null || area.upper_m != null ? ` ${bandInWords(area.lower_m, area.upper_m)}` : "";
  if (area.circle) {
    const { lat, lng, radius_m } = area.circle;
    return t("area-circle", { radius: exactLength(radius_m), lat: degrees(lat), lng: degrees(lng) }) + band;
  }
  const points = area.polygon ?? [];
  const corners = points.map((point) => `${degrees(point.lat)} ${degrees(point.lng)}`).join("; ");
  return t("area-polygon", { count: points.length, corners }) + band;
}

/** As exactly as it was given, and never shorter than to the metre. */
function degrees(value: number): string {
  const short = value.toFixed(5);
  return Number(short) === value ? short : String(value);
}

function bandInWords(lower: number | null | undefined, upper: number | null | undefined): string {
  const open = "–";
  return t("area-band", {
    lower: lower == null ? open : exactLength(lower),
    upper: upper == null ? open : exactLength(upper),
  });
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
    exact: JSON.stringify([[...flow.kinds].sort(), flow.sight, terms.coarse_level]),
  }));
}

function separation(terms: Terms): TermLine[] {
  const rules = terms.separation.map((rule): TermLine => {
    const kinds = [...rule.kinds].sort();
    const apart = [
      rule.horizontal_m ? t("rule-beside", { length: exactLength(rule.horizontal_m) }) : "",
      rule.vertical_m ? t("rule-above", { length: exactLength(rule.vertical_m) }) : "",
      rule.minutes ? t("rule-in-time", { time: measured(rule.minutes, "minute", 3) }) : "",
    ].filter(Boolean);
    return {
      key: `separation ${kinds.join(" ")}`,
      group: "separation",
      label: t("separation-label", { one: t(`thing-kind-${kinds[0]}`), other: t(`thing-kind-${kinds[1]}`) }),
      value: list(apart, "disjunction"),
      exact: JSON.stringify(rule),
    };
  });
  return [
    ...rules,
    {
      key: "notice-distance",
      group: "separation",
      label: t("terms-notice-distance"),
      value: exactLength(terms.notice_distance_m),
      exact: String(terms.notice_distance_m),
    },
    { key: "plan-over", group: "separation", label: t("terms-plan-over"), value: yesNo(terms.plan_over) },
    { key: "opens-threads", group: "separation", label: t("terms-opens-threads"), value: yesNo(terms.opens_threads) },
  ];
}

function deadlines(terms: Terms): TermLine[] {
  const line = (key: string, label: string, value: string, exact: unknown): TermLine => ({
    key,
    group: "deadlines",
    label,
    value,
    exact: JSON.stringify(exact ?? null),
  });
  const within = terms.acknowledge_within;
  const hours = terms.lead_times;
  const priorities = ["distress", "urgent", "routine"] as const;
  return [
    line("lead-standard", t("terms-lead-standard"), measured(hours.standard_h ?? 48, "hour", 3), hours.standard_h),
    line("lead-urgent", t("terms-lead-urgent"), measured(hours.urgent_h ?? 24, "hour", 3), hours.urgent_h),
    ...priorities.map((priority) =>
      line(
        `within ${priority}`,
        t("terms-acknowledge", { priority: t(`priority-${priority}`) }),
        seconds(within[`${priority}_s`] ?? 0),
        within[`${priority}_s`],
      ),
    ),
    ...terms.ladder.map((step, i) =>
      line(
        `ladder ${i + 1}`,
        t("terms-ladder", { level: number(i + 1) }),
        t("terms-ladder-step", { time: seconds(step.after_s), role: step.role }),
        step,
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
  const exact = JSON.stringify([terms.test_every_h, terms.test_within_s]);
  return [{ key: "tests", group: "channel", label: t("terms-tests"), value, exact }];
}

export function seconds(count: number): string {
  if (count % 3_600 === 0 && count > 0) return measured(count / 3_600, "hour");
  return count % 60 === 0 ? measured(count / 60, "minute") : measured(count, "second");
}

function yesNo(is: boolean): string {
  return is ? t("yes") : t("no");
}

function isSame(one: TermLine, other: TermLine): boolean {
  return one.value === other.value && one.exact === other.exact;
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
    const change = was === undefined ? "new" : isSame(was, line) ? "same" : "changed";
    return { key: line.key, group: line.group, label: line.label, before: was?.value, after: line.value, change };
  });
  for (const gone of old.values()) {
    const { key, group, label, value } = gone;
    rows.push({ key, group, label, before: value, after: undefined, change: "gone" });
  }
  return rows;
}
