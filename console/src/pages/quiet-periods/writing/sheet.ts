import type { Schema } from "../../../api/client";
import type { Kind } from "../../../live/kinds";
import { emptyPlace, emptySheet, extentsOf, faultsOf, type Place } from "../../notices/sheet";
import type { Reference } from "../../operations/plan";
import { SUSPENDED } from "../standing";

/** What somebody is writing of a quiet period, as it was typed, and the form that becomes of it. Pure. */
export interface QuietSheet {
  under: string;
  /** All who are to take part, but for the proposer, who does anyway. */
  parties: string[];
  title: string;
  text: string;
  kinds: Kind[];
  places: Place[];
  lower_m: number | undefined;
  upper_m: number | undefined;
  reference: Reference;
  /** As they go out; empty: not said yet. */
  from: string;
  until: string;
}

/** What is lacking or wrong: the message, by the field. */
export type Lacks = Record<string, string>;

const USUAL_RADIUS_M = 2_000;
/** The office takes what begins now, and the way there takes its time. */
const SKEW_MS = 5 * 60_000;

export function emptyQuiet(): QuietSheet {
  return {
    under: "",
    parties: [],
    title: "",
    text: "",
    kinds: [...SUSPENDED],
    places: [{ ...emptyPlace(), radius_m: USUAL_RADIUS_M }],
    lower_m: undefined,
    upper_m: undefined,
    reference: "AMSL",
    from: "",
    until: "",
  };
}

/** Where it is, as far as it can be read. */
export function areaOf({ places, lower_m, upper_m, reference }: QuietSheet): Schema["VolumeForm"][] {
  const band = {
    ...(lower_m !== undefined && { lower_m }),
    ...(upper_m !== undefined && { upper_m }),
    ...((lower_m ?? upper_m) !== undefined && { altitude_reference: reference }),
  };
  return extentsOf({ ...emptySheet(), kind: "site", places }).map((volume) => ({ ...volume, ...band }));
}

export function lacksOf(sheet: QuietSheet, now: number): Lacks {
  const lacks: Lacks = {};
  if (!sheet.under) lacks.under = "lacks-quiet-under";
  else if (sheet.parties.length === 0) lacks.parties = "lacks-quiet-parties";
  if (!sheet.title.trim()) lacks.title = "lacks-report-title";
  if (sheet.kinds.length === 0) lacks.kinds = "lacks-quiet-kinds";
  for (const { field, what } of faultsOf({ ...emptySheet(), kind: "site", places: sheet.places }, now)) {
    if (/^(place|radius)-/.test(field)) lacks[field] ??= `fault-${what}`;
  }
  if (sheet.lower_m !== undefined && sheet.upper_m !== undefined && sheet.upper_m <= sheet.lower_m)
    lacks.band = "lacks-band-order";
  const [from, until] = [Date.parse(sheet.from), Date.parse(sheet.until)];
  if (!(from >= now - SKEW_MS)) lacks.from = "lacks-quiet-from";
  if (!(until > Math.max(now, from || 0))) lacks.until = "lacks-quiet-until";
  return lacks;
}

/** The form of a sheet that lacks nothing. */
export function formOf(sheet: QuietSheet): Schema["tansiq.gateways.api_v1.quiet_forms.QuietForm"] {
  const { under, parties, kinds, from, until } = sheet;
  return {
    ...{ under, parties, kinds, from, until },
    title: sheet.title.trim(),
    text: sheet.text.trim(),
    area: areaOf(sheet),
  };
}
