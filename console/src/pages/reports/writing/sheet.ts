import type { Schema } from "../../../api/client";
import { extentsOf as extentsOfPlaces, placesOf, type Place } from "../../notices/sheet";
import type { Marking } from "../../../parts/marking";
import type { InformationGrade, RelationKind, ReportSeen, SourceGrade } from "../grading";

/** What somebody is writing of a report, as it was typed, and the form that becomes of it. Pure. */
export type Form = Schema["ReportForm"];

export interface File {
  sha256: string;
  name: string;
  origin: string;
  custody: { at: string; who: string; what: string }[];
}

export interface Related {
  kind: RelationKind;
  report: string;
  version: number;
  title: string;
  owner: string;
}

export interface Sheet {
  title: string;
  text: string;
  /** Empty: as it looks. */
  language: string;
  source: string;
  outlet: string;
  place: string;
  source_grade: "" | SourceGrade;
  information_grade: 0 | InformationGrade;
  marking: "" | Marking;
  /** As they go out; empty: not entered yet. */
  from: string;
  until: string;
  places: Place[];
  claims: { speaker: string; text: string }[];
  evidence: File[];
  relations: Related[];
  release: { parties: string[]; groups: string[]; agreements: string[] };
}

/** What is wrong with a sheet, and at which field. The message is `lacks-report-WHAT`. */
export interface Fault {
  field: string;
  what: string;
}

export function emptySheet(): Sheet {
  return {
    title: "",
    text: "",
    language: "",
    source: "",
    outlet: "",
    place: "",
    source_grade: "",
    information_grade: 0,
    marking: "",
    from: "",
    until: "",
    places: [],
    claims: [],
    evidence: [],
    relations: [],
    release: { parties: [], groups: [], agreements: [] },
  };
}

/** Which of the pages' languages a text looks like: by its letters alone, so that most need not say it. */
export function languageLike(text: string, otherwise: string): string {
  const count = (letters: RegExp) => text.slice(0, 2_000).match(letters)?.length ?? 0;
  const [arabic, cyrillic, latin] = [count(/\p{Script=Arabic}/gu), count(/\p{Script=Cyrillic}/gu), count(/[a-z]/giu)];
  if (arabic + cyrillic + latin < 12) return otherwise;
  if (arabic >= cyrillic && arabic >= latin) return "ar";
  if (cyrillic >= latin) return "ru";
  return /^[ -~\s]*$/.test(text.slice(0, 400).replace(/[–—‘’“”…]/g, "")) ? "en" : otherwise;
}

export function languageOf(sheet: Sheet, otherwise: string): string {
  return sheet.language || languageLike(`${sheet.title} ${sheet.text}`, otherwise);
}

export function extentsOf(sheet: Pick<Sheet, "places">): Schema["VolumeForm"][] {
  return extentsOfPlaces({ kind: "site", places: sheet.places, legs: [], half_width_m: 0, slack_minutes: 0 });
}

export function isKept(sheet: Pick<Sheet, "release">): boolean {
  const { parties, groups, agreements } = sheet.release;
  return parties.length + groups.length + agreements.length === 0;
}

export function faultsOf(sheet: Sheet, now: number): Fault[] {
  const found: Fault[] = [];
  const say = (field: string, what = field) => found.push({ field, what });
  if (!sheet.title.trim()) say("title");
  if (!sheet.text.trim()) say("text");
  if (!sheet.source_grade || !sheet.information_grade) say("grading");
  const [from, until] = [Date.parse(sheet.from), Date.parse(sheet.until)];
  if (Number.isNaN(from)) say("from");
  if (Number.isNaN(until)) say("until");
  if (from > until) say("until", "until-before");
  else if (until > now) say("until", "until-ahead");
  if (extentsOf(sheet).length < sheet.places.length) say("places");
  if (sheet.claims.some((claim) => Boolean(claim.speaker.trim()) !== Boolean(claim.text.trim()))) say("claims");
  if (sheet.evidence.some(({ custody }) => custody.some(({ at, who }) => !at || !who.trim()))) say("custody");
  if (!sheet.marking) say("marking");
  if (sheet.marking === "TLP:RED" && sheet.release.groups.length + sheet.release.agreements.length > 0) {
    say("release", "red-names");
  }
  return found;
}

/** The form of a sheet without faults. `version`: of what is changed. */
export function formOf(sheet: Sheet, otherwise: string, version = 0): Form {
  return {
    title: sheet.title.trim(),
    text: sheet.text.trim(),
    language: languageOf(sheet, otherwise),
    source: sheet.source.trim(),
    outlet: sheet.outlet.trim(),
    place: sheet.place.trim(),
    source_grade: sheet.source_grade || "F",
    information_grade: sheet.information_grade || 6,
    marking: sheet.marking || "TLP:RED",
    from: sheet.from,
    until: sheet.until,
    extents: extentsOf(sheet),
    claims: sheet.claims
      .map(({ speaker, text }) => ({ speaker: speaker.trim(), text: text.trim() }))
      .filter(({ speaker, text }) => speaker && text),
    evidence: sheet.evidence.map((file) => ({ ...file, origin: file.origin.trim() })),
    relations: sheet.relations.map(({ kind, report, version: of }) => ({ kind, report, version: of })),
    release: sheet.release,
    ...(version ? { version } : {}),
  };
}

/** As much of a form as says who would be given it, and what is unusual about that: asked before all is written. */
export function outlookOf(sheet: Sheet, now: number): Form | undefined {
  if (!sheet.marking || isKept(sheet)) return undefined;
  const at = new Date(now - 60_000).toISOString();
  return {
    ...formOf({ ...emptySheet(), marking: sheet.marking, release: sheet.release }, "en"),
    title: "-",
    text: "-",
    from: at,
    until: at,
  };
}

/** A report of one's own as it would have been typed. `titles`: of those that it speaks of. */
export function sheetOf(report: ReportSeen, beside: readonly ReportSeen[]): Sheet {
  const known = new Map(beside.map((one) => [one.id, one]));
  const { title = "", text, language, source = "", outlet = "", place = "" } = report;
  return {
    title,
    text: text ?? "",
    language,
    source,
    outlet,
    place,
    source_grade: report.source_grade,
    information_grade: report.information_grade,
    marking: report.marking,
    from: report.from,
    until: report.until,
    places: placesOf(report.extents ?? []),
    claims: (report.claims ?? []).map((claim) => ({ ...claim })),
    evidence: (report.evidence ?? []).map(({ sha256, name, origin = "", custody = [] }) => ({
      sha256,
      name,
      origin,
      custody: custody.map(({ at, who, what = "" }) => ({ at, who, what })),
    })),
    relations: (report.relations ?? []).map(({ kind, report: of, version }) => ({
      kind,
      report: of,
      version,
      title: known.get(of)?.title ?? of,
      owner: known.get(of)?.owner ?? "",
    })),
    release: report.release
      ? {
          parties: [...report.release.parties],
          groups: [...report.release.groups],
          agreements: [...report.release.agreements],
        }
      : emptySheet().release,
  };
}

/** An answer to a report begins so: of its time and place, and to whom it came from. */
export function answerTo(other: ReportSeen, kind: RelationKind, isOwn: boolean): Sheet {
  const related = { kind, report: other.id, version: other.version, title: other.title ?? "", owner: other.owner };
  const begun: Sheet = {
    ...emptySheet(),
    from: other.from,
    until: other.until,
    place: other.place ?? "",
    places: placesOf(other.extents ?? []),
    relations: [related],
    // What rests on another's report is shared no further than that one.
    marking: other.marking,
  };
  if (!isOwn) return { ...begun, release: { ...begun.release, parties: [other.owner] } };
  return { ...sheetOf(other, []), relations: [related], evidence: [], claims: [] };
}

/** A report as it would stand if the sheet were released, to be set against what stands now. */
export function asReport(sheet: Sheet, before: ReportSeen): ReportSeen {
  const { title, text, language, source, outlet, place, source_grade, information_grade, marking, from, until } =
    formOf(sheet, before.language);
  const said = { title, text, language, source_grade, information_grade, marking, from, until };
  const lines = Object.fromEntries(Object.entries({ source, outlet, place }).filter(([, value]) => value));
  const { source: _, outlet: __, place: ___, ...rest } = before;
  return { ...rest, ...said, ...lines };
}
