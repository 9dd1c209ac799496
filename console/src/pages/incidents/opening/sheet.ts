import type { Schema } from "../../../api/client";
import type { IncidentOf } from "../../../parts/addresses";
import { placesOf, type Place } from "../../notices/sheet";
import { extentsOf, languageLike, type Fault } from "../../reports/writing/sheet";
import type { ReportSeen } from "../../reports/grading";
import type { IncidentKind } from "../standing";

/** What somebody is writing of an incident, as it was typed, and the form that becomes of it. Pure. */
export interface Sheet {
  title: string;
  kind: "" | IncidentKind;
  place: string;
  places: Place[];
  /** As they go out; empty: not entered yet. */
  from: string;
  until: string;
  parties: string[];
  account: string;
  /** Of the account; empty: as it looks. */
  language: string;
  quiet_period: string;
}

export const MOST_PARTIES = 20;
export const MOST_PLACES = 20;
export const LONGEST_LINE = 200;
export const LONGEST_ACCOUNT = 50_000;
const LONGEST_MS = 31 * 86_400_000;

export function emptySheet(): Sheet {
  return {
    title: "",
    kind: "",
    place: "",
    places: [],
    from: "",
    until: "",
    parties: [],
    account: "",
    language: "",
    quiet_period: "",
  };
}

export function isEmpty(sheet: Sheet): boolean {
  return JSON.stringify({ ...emptySheet(), ...sheet }) === JSON.stringify(emptySheet());
}

export function languageOf(sheet: Sheet, otherwise: string): string {
  return sheet.language || languageLike(sheet.account, otherwise);
}

/** What is wrong, and at which field: the message is `lacks-incident-WHAT`. */
export function faultsOf(sheet: Sheet, now: number): Fault[] {
  const found: Fault[] = [];
  const say = (field: string, what = field) => found.push({ field, what });
  if (!sheet.title.trim()) say("title");
  if (!sheet.kind) say("kind");
  const [from, until] = [Date.parse(sheet.from), Date.parse(sheet.until)];
  if (Number.isNaN(from)) say("from");
  if (Number.isNaN(until)) say("until");
  if (from > until) say("until", "until-before");
  else if (until > now) say("until", "until-ahead");
  else if (until - from > LONGEST_MS) say("until", "until-long");
  if (extentsOf(sheet).length < sheet.places.length) say("places");
  else if (sheet.places.length > MOST_PLACES) say("places", "places-many");
  if (sheet.parties.length === 0) say("parties");
  else if (sheet.parties.length >= MOST_PARTIES) say("parties", "parties-many");
  return found;
}

/** The form of a sheet without faults. Without words of one's own there is no account yet. */
export function formOf(sheet: Sheet, otherwise: string): Schema["IncidentForm"] {
  const text = sheet.account.trim();
  return {
    title: sheet.title.trim(),
    kind: sheet.kind || "other",
    from: sheet.from,
    until: sheet.until,
    place: sheet.place.trim(),
    extents: extentsOf(sheet),
    parties: sheet.parties,
    ...(text ? { account: { text, language: languageOf(sheet, otherwise) } } : {}),
    ...(sheet.quiet_period ? { quiet_period: sheet.quiet_period } : {}),
  };
}

/** Something that an incident has to do with, as far as an incident begins with it. */
export interface Origin {
  of: IncidentOf;
  id: string;
  title: string;
}
type Extents = readonly Schema["VolumeOut"][] | null | undefined;

/** Where it is, without the times at which something is there. */
export function placesWithoutTimes(extents: Extents): Place[] {
  const bare = (extents ?? []).map(({ start: _, end: __, ...where }) => where);
  return placesOf(bare).slice(0, MOST_PLACES);
}

/** From when to when, as far as it lies behind and is not too long to be the time of an incident. */
export function timesOf(from: string | null | undefined, until: string | null | undefined, now: number) {
  const [begins, ends] = [Date.parse(from ?? ""), Math.min(Date.parse(until ?? ""), now)];
  if (!(begins <= ends && ends - begins <= LONGEST_MS)) return {};
  return { from: minute(begins), until: minute(ends) };
}

function minute(at: number): string {
  return new Date(Math.floor(at / 60_000) * 60_000).toISOString();
}

export function ofNotice({ card, extents, route }: Schema["NoticeOut"], now: number): Partial<Sheet> {
  // How long a notice of a site holds says nothing of when something happened there; a way has its times.
  const times = route ? timesOf(route[0]?.at, route.at(-1)?.at, now) : {};
  return { place: card.title.slice(0, LONGEST_LINE), places: placesWithoutTimes(extents), ...times };
}

export function ofOperation({ title, extents, start, end }: Schema["OperationOut"], now: number): Partial<Sheet> {
  return {
    place: (title ?? "").slice(0, LONGEST_LINE),
    places: placesWithoutTimes(extents),
    ...timesOf(start, end, now),
  };
}

export function ofReport(report: ReportSeen, now: number): Partial<Sheet> {
  const { place = "", extents, from, until } = report;
  return {
    place: place.slice(0, LONGEST_LINE),
    places: placesWithoutTimes(extents),
    ...timesOf(from, until, now),
  };
}

export function ofQuietPeriod(period: Schema["QuietPeriodOut"]): Partial<Sheet> {
  return { quiet_period: period.id, places: placesWithoutTimes(period.area) };
}
