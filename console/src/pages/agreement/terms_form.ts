import type { Schema } from "../../api/client";
import { isComplete, outlineOf, type Shape } from "../../map/shapes";
import type { Position } from "../../space/coordinates";

export type Kind = Schema["ThingKind"];
export type Sight = Schema["FlowForm"]["sight"];
type TermsForm = Schema["TermsForm"];

export const KINDS: readonly Kind[] = [
  "aircraft",
  "drone",
  "constraint",
  "convoy",
  "movement",
  "site",
  "infrastructure",
  "team",
  "field-work",
];
export const SIGHTS: readonly Sight[] = ["nothing", "exists", "coarse", "all"];

export interface Rule {
  one: Kind;
  other: Kind;
  horizontal_m: number;
  vertical_m: number;
  minutes: number;
}

/** Terms as they stand in the form: each field as it is entered. */
export interface WrittenTerms {
  title: string;
  level: Schema["Level"];
  start: Date | undefined;
  end: Date | undefined;
  /** What each giver shows each receiver of each kind, by `sightKey`. */
  sights: Record<string, Sight>;
  shape: "everywhere" | "circle" | "polygon";
  centre: Position | undefined;
  radius_m: number;
  corners: Position[];
  lower_m: number | null;
  upper_m: number | null;
  altitude_reference: NonNullable<Schema["VolumeForm"]["altitude_reference"]>;
  coarse_level: 4 | 7 | 10 | 13;
  separation: Rule[];
  notice_distance_m: number;
  standard_h: number;
  urgent_h: number;
  routine_min: number;
  urgent_min: number;
  distress_min: number;
  ladder: { after_min: number; role: string }[];
  plan_over: boolean;
  opens_threads: boolean;
  test_every_h: number;
  test_within_min: number;
  text: string;
}

export function sightKey(giver: string, receiver: string, kind: Kind): string {
  return `${giver}\n${receiver}\n${kind}`;
}

/** Every giver with every receiver. */
export function pairsOf(parties: readonly string[]): [string, string][] {
  return parties.flatMap((giver) =>
    parties.filter((other) => other !== giver).map((receiver): [string, string] => [giver, receiver]),
  );
}

const ASIDE: [Kind, Kind][] = [
  ["aircraft", "aircraft"],
  ["aircraft", "drone"],
  ["drone", "drone"],
];

/** What one begins with: a year of `deconfliction`, all shown both ways, the office's usual deadlines. */
export function usualTerms(parties: readonly string[], now: Date): WrittenTerms {
  const start = new Date(Math.ceil(now.getTime() / 3_600_000) * 3_600_000);
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return {
    title: "",
    level: "deconfliction",
    start,
    end,
    sights: Object.fromEntries(
      pairsOf(parties).flatMap(([giver, receiver]) => KINDS.map((kind) => [sightKey(giver, receiver, kind), "all"])),
    ),
    shape: "everywhere",
    centre: undefined,
    radius_m: 50_000,
    corners: [],
    lower_m: null,
    upper_m: null,
    altitude_reference: "WGS84",
    coarse_level: 10,
    separation: ASIDE.map(([one, other]) => ({ one, other, horizontal_m: 500, vertical_m: 60, minutes: 5 })),
    notice_distance_m: 1_000,
    standard_h: 48,
    urgent_h: 24,
    routine_min: 240,
    urgent_min: 15,
    distress_min: 2,
    ladder: [
      { after_min: 0, role: "duty" },
      { after_min: 15, role: "chief" },
    ],
    plan_over: false,
    opens_threads: true,
    test_every_h: 24,
    test_within_min: 15,
    text: "",
  };
}

/** Terms that are there, to be changed. */
export function writtenOf(terms: Schema["TermsOut"], parties: readonly string[]): WrittenTerms {
  const usual = usualTerms(parties, new Date(terms.start));
  const sights = Object.fromEntries(Object.keys(usual.sights).map((key): [string, Sight] => [key, "nothing"]));
  for (const flow of terms.flows) {
    for (const kind of flow.kinds) {
      const key = sightKey(flow.giver, flow.receiver, kind);
      if (SIGHTS.indexOf(flow.sight) > SIGHTS.indexOf(sights[key] ?? "nothing")) sights[key] = flow.sight;
    }
  }
  const { area, acknowledge_within: within } = terms;
  return {
    ...usual,
    title: terms.title,
    level: terms.level,
    start: new Date(terms.start),
    end: new Date(terms.end),
    sights,
    shape: area?.circle ? "circle" : area?.polygon ? "polygon" : "everywhere",
    centre: area?.circle ? { lat: area.circle.lat, lng: area.circle.lng } : undefined,
    radius_m: area?.circle?.radius_m ?? 50_000,
    corners: (area?.polygon ?? []).map(({ lat, lng }) => ({ lat, lng })),
    lower_m: area?.lower_m ?? null,
    upper_m: area?.upper_m ?? null,
    coarse_level: terms.coarse_level as WrittenTerms["coarse_level"],
    separation: terms.separation.map((rule) => ({
      one: rule.kinds[0]!,
      other: rule.kinds[1]!,
      horizontal_m: rule.horizontal_m ?? 0,
      vertical_m: rule.vertical_m ?? 0,
      minutes: rule.minutes ?? 0,
    })),
    notice_distance_m: terms.notice_distance_m,
    standard_h: terms.lead_times.standard_h ?? 48,
    urgent_h: terms.lead_times.urgent_h ?? 24,
    routine_min: (within.routine_s ?? 14_400) / 60,
    urgent_min: (within.urgent_s ?? 900) / 60,
    distress_min: (within.distress_s ?? 120) / 60,
    ladder: terms.ladder.map((step) => ({ after_min: step.after_s / 60, role: step.role })),
    plan_over: terms.plan_over,
    opens_threads: terms.opens_threads,
    test_every_h: terms.test_every_h,
    test_within_min: terms.test_within_s / 60,
    text: terms.text,
  };
}

/** The area as it is drawn; of terms that hold everywhere, none. */
export function shapeOfArea({ shape, centre, radius_m, corners }: WrittenTerms): Shape | undefined {
  if (shape === "everywhere") return undefined;
  return shape === "circle" ? { kind: "circle", centre, radius_m } : { kind: "polygon", points: corners };
}

/** What becomes of the area when a shape is drawn. */
export function areaDrawn(shape: Shape): Partial<WrittenTerms> {
  if (shape.kind === "circle") return { shape: "circle", centre: shape.centre, radius_m: shape.radius_m };
  return { shape: "polygon", corners: [...shape.points] };
}

/** Whether it is said where the terms hold. */
export function isPlaced(written: WrittenTerms): boolean {
  const shape = shapeOfArea(written);
  return shape === undefined || isComplete(shape);
}

/** The form as the office takes it: where it is placed. */
export function formOf(written: WrittenTerms, parties: readonly string[]): TermsForm {
  const knowsRules = written.level === "deconfliction" || written.level === "coordination";
  return {
    title: written.title.trim(),
    level: written.level,
    start: written.start?.toISOString() ?? "",
    end: written.end?.toISOString() ?? "",
    flows: flowsOf(written, parties),
    area: areaOf(written),
    coarse_level: written.coarse_level,
    separation: knowsRules
      ? written.separation.map(({ one, other, ...apart }) => ({ kinds: [one, other], ...apart }))
      : [],
    notice_distance_m: written.notice_distance_m,
    lead_times: { standard_h: written.standard_h, urgent_h: written.urgent_h },
    acknowledge_within: {
      routine_s: Math.round(written.routine_min * 60),
      urgent_s: Math.round(written.urgent_min * 60),
      distress_s: Math.round(written.distress_min * 60),
    },
    ladder: written.ladder.map((step) => ({ after_s: Math.round(step.after_min * 60), role: step.role.trim() })),
    plan_over: written.plan_over,
    opens_threads: written.opens_threads,
    test_every_h: written.test_every_h,
    test_within_s: Math.round(written.test_within_min * 60),
    text: written.text,
  };
}

function flowsOf(written: WrittenTerms, parties: readonly string[]): Schema["FlowForm"][] {
  return pairsOf(parties).flatMap(([giver, receiver]) =>
    SIGHTS.filter((sight) => sight !== "nothing").flatMap((sight) => {
      const kinds = KINDS.filter((kind) => written.sights[sightKey(giver, receiver, kind)] === sight);
      return kinds.length > 0 ? [{ giver, receiver, kinds, sight }] : [];
    }),
  );
}

function areaOf(written: WrittenTerms): Schema["VolumeForm"] | null {
  if (written.shape === "everywhere") return null;
  const { lower_m, upper_m, altitude_reference } = written;
  const band = { lower_m, upper_m, altitude_reference };
  const shape = shapeOfArea(written);
  return { ...band, ...(shape && outlineOf(shape)) };
}
