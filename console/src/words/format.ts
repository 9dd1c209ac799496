import { words } from "./words.svelte";

/** Numbers, times and lengths in the manner of the language that is spoken now. */

const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.ListFormat>();

function kept<T extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.ListFormat>(
  kind: string,
  make: (locale: string) => T,
): T {
  const key = `${words.locale} ${kind}`;
  let format = made.get(key) as T | undefined;
  if (format === undefined) made.set(key, (format = make(words.locale)));
  return format;
}

export function number(value: number, digits = 0): string {
  return kept(
    `number ${digits}`,
    (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: 0 }),
  ).format(value);
}

/** A number by which something is called: its digits, nothing between them. */
export function digits(value: number): string {
  return kept("digits", (locale) => new Intl.NumberFormat(locale, { useGrouping: false })).format(value);
}

/** A number with its unit; `unit` is one of ECMA-402's (`meter`, `kilometer`, `minute`). */
export function measured(value: number, unit: string, digits = 0): string {
  return kept(
    `unit ${unit} ${digits}`,
    (locale) =>
      // Signs of units have no plural in the field; British usage would make "5 mins" of them.
      new Intl.NumberFormat(locale === "en-GB" ? "en" : locale, {
        style: "unit",
        unit,
        unitDisplay: "short",
        maximumFractionDigits: digits,
      }),
  ).format(value);
}

/** A length: metres up to 10 km, then kilometres. */
export function length(metres: number): string {
  return Math.abs(metres) < 10_000 ? measured(Math.round(metres), "meter") : measured(metres / 1000, "kilometer", 1);
}

/** A height or a small length, to a tenth of a metre. */
export function metres(value: number): string {
  return Math.abs(value) < 10_000 ? measured(value, "meter", 1) : length(value);
}

/** A length that is agreed on: in metres, to the millimetre where it has them. Nothing is rounded away that is signed. */
export function exactLength(metres: number): string {
  return measured(metres, "meter", 3);
}

type Zone = "utc" | "local";

function zoned(zone: Zone): Intl.DateTimeFormatOptions {
  return zone === "utc" ? { timeZone: "UTC" } : {};
}

/** Hours and minutes, 24 h. */
export function clock(at: Date, zone: Zone, seconds = false): string {
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...zoned(zone) };
  if (seconds) options.second = "2-digit";
  return kept(`clock ${zone} ${seconds}`, (locale) => new Intl.DateTimeFormat(locale, options)).format(at);
}

/** The day and the month. */
export function day(at: Date, zone: Zone): string {
  return kept(
    `day ${zone}`,
    (locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", ...zoned(zone) }),
  ).format(at);
}

/** A moment within a sentence: the date and the time, in UTC. */
export function moment(at: Date): string {
  return `${kept(
    "moment",
    (locale) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: "UTC" }),
  ).format(at)} UTC`;
}

/** The whole date, with the day of the week. */
export function date(at: Date, zone: Zone): string {
  return kept(
    `date ${zone}`,
    (locale) =>
      new Intl.DateTimeFormat(locale, {
        weekday: "long",
        day: "numeric",
        month: "long",
        year: "numeric",
        ...zoned(zone),
      }),
  ).format(at);
}

/** The name of the local zone now, as its difference to UTC. */
export function zoneName(at: Date): string {
  const parts = kept(
    "zone",
    (locale) => new Intl.DateTimeFormat(locale, { hour: "2-digit", timeZoneName: "shortOffset" }),
  ).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** Whether local time is UTC here and then. */
export function isUtcHere(at: Date): boolean {
  return at.getTimezoneOffset() === 0;
}

/** A length of time in its two largest units: "2 h 5 min". Whole seconds, not negative. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const units: [string, number][] = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ];
  const first = units.findIndex(([, size]) => whole >= size);
  if (first < 0) return measured(0, "second");
  let rest = whole;
  const said: string[] = [];
  for (const [unit, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) said.push(measured(count, unit));
  }
  return kept("list of units", (locale) => new Intl.ListFormat(locale, { type: "unit", style: "narrow" })).format(said);
}

/** Several things in one sentence. */
export function list(items: string[], type: "conjunction" | "disjunction" = "conjunction"): string {
  return kept(`list ${type}`, (locale) => new Intl.ListFormat(locale, { type })).format(items);
}

/** The size of a file: bytes, kilobytes or megabytes. */
export function bytes(count: number): string {
  if (count < 1_000) return measured(count, "byte");
  return count < 1_000_000 ? measured(count / 1_000, "kilobyte", 0) : measured(count / 1_000_000, "megabyte", 1);
}
