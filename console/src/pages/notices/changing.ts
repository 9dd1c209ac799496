import type { Schema } from "../../api/client";
import { exactly, sheetOf, type Form, type Sheet } from "./sheet";

/** A notice that is changed in its place: the sheet to begin with, and what becomes another. Pure. */
export type Notice = Schema["NoticeOut"];

/** What becomes another in a change: a text (message `field-NAME`), where it is, until when, how urgent, and for whom. */
export interface Changes {
  texts: { name: TextName; before: string; after: string }[];
  isElsewhere: boolean;
  until?: { before: string; after: string };
  urgent?: boolean;
  added: string[];
  taken: string[];
  /** Whose precision becomes another. */
  precision: string[];
  /** Whether what it says becomes another, so that those who hold it have to acknowledge it again. */
  isNews: boolean;
  isNothing: boolean;
}

const TEXTS = ["title", "mark", "category", "people", "vehicles", "contact", "phone", "remarks"] as const;
type TextName = (typeof TEXTS)[number];

/** The sheet of a notice as it is. Its recipients' number of places, and how its corridor was laid, are told. */
export function sheetOfNotice(notice: Notice): Sheet {
  const { kind, card, valid_until, urgent, people, category, vehicles, route, corridor } = notice;
  const { lower_m, upper_m } = notice.extents?.[0] ?? {};
  return sheetOf({
    kind,
    card,
    valid_until,
    urgent: urgent ?? false,
    people: people ?? "",
    category: category ?? "",
    vehicles: vehicles ?? "",
    recipients: notice.recipients ?? [],
    ...(route?.length
      ? { route: { waypoints: route, ...corridor, lower_m: lower_m ?? null, upper_m: upper_m ?? null } }
      : { extents: notice.extents ?? [] }),
  });
}

/** The form, with every position that reads as before exactly as it was: what was not touched is not moved by rounding. */
export function unmoved(form: Form, notice: Notice): Form {
  const same = <P extends { lat: number; lng: number }>(now: P, was: { lat: number; lng: number } | undefined): P =>
    was && exactly(now) === exactly(was) ? { ...now, lat: was.lat, lng: was.lng } : now;
  if (form.route) {
    const was = notice.route ?? [];
    const waypoints = form.route.waypoints.map((point, i) => {
      const before = was[i];
      const isTimed = before && Date.parse(before.at) === Date.parse(point.at);
      return { ...same(point, before), ...(isTimed ? { at: before.at } : {}) };
    });
    return { ...form, route: { ...form.route, waypoints } };
  }
  const extents = (form.extents ?? []).map((volume, i) => {
    const was = notice.extents?.[i];
    if (volume.circle) return { ...volume, circle: same(volume.circle, was?.circle ?? undefined) };
    if (!volume.polygon) return volume;
    return { ...volume, polygon: volume.polygon.map((corner, at) => same(corner, was?.polygon?.[at])) };
  });
  return { ...form, extents };
}

/** What a form makes of a notice. */
export function changesOf(notice: Notice, form: Form): Changes {
  const before = sheetOfNotice(notice);
  const after = sheetOf(form);
  const texts = TEXTS.filter((name) => before[name].trim() !== after[name].trim()).map((name) => ({
    name,
    before: before[name],
    after: after[name],
  }));
  const was = new Map(before.recipients.map((one) => [one.party, one.precision ?? "exact"]));
  const is = new Map(after.recipients.map((one) => [one.party, one.precision ?? "exact"]));
  const isElsewhere = where(before) !== where(after);
  const isLater = Date.parse(before.valid_until) !== Date.parse(after.valid_until);
  const found: Omit<Changes, "isNothing"> = {
    texts,
    isElsewhere,
    ...(isLater ? { until: { before: before.valid_until, after: after.valid_until } } : {}),
    ...(before.urgent === after.urgent ? {} : { urgent: after.urgent }),
    added: [...is.keys()].filter((party) => !was.has(party)),
    taken: [...was.keys()].filter((party) => !is.has(party)),
    precision: [...is.keys()].filter((party) => was.has(party) && was.get(party) !== is.get(party)),
    isNews: texts.length > 0 || isElsewhere,
  };
  const { added, taken, precision, isNews, until, urgent } = found;
  const isNothing = ![isNews, until, urgent !== undefined, added.length, taken.length, precision.length].some(Boolean);
  return { ...found, isNothing };
}

/** Recipients are added, or taken away, never both at once, so that none is lost by mistake. */
export function isMixed({ added, taken }: Changes): boolean {
  return added.length > 0 && taken.length > 0;
}

function where(sheet: Sheet): string {
  if (sheet.kind !== "movement") {
    return JSON.stringify(sheet.places.map(({ shape, text, radius_m, rest }) => [shape, text, radius_m, bare(rest)]));
  }
  const { legs, half_width_m, slack_minutes, band } = sheet;
  const turns = legs.map((leg) => [exactly(leg.position), Date.parse(leg.at), leg.name]);
  return JSON.stringify([turns, half_width_m, slack_minutes, band.lower_m ?? null, band.upper_m ?? null]);
}

/** A window and a band, however they are written. */
function bare(rest: Schema["VolumeForm"] | undefined): unknown {
  const { lower_m = null, upper_m = null, start, end } = rest ?? {};
  return [lower_m, upper_m, start ? Date.parse(start) : null, end ? Date.parse(end) : null];
}
