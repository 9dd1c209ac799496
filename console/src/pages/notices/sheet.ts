import type { Schema } from "../../api/client";
import { NOTIFIED } from "../../live/kinds";
import type { Leg } from "../../map/legs";
import { decimal, readPosition, readPositions, type Position } from "../../space/coordinates";
import { corridorRing } from "../../space/geodesy";

/** What somebody is writing of a notice, as it was typed, and the form that becomes of it. Pure. */
export type Form = Schema["NoticeForm"];
export type Recipient = Schema["RecipientForm"];
export type Kind = (typeof NOTIFIED)[number];
export const PAGES = ["kind", "where", "who", "until", "review"] as const;
export type PageName = (typeof PAGES)[number];

/** A place: a point with room around it, or the corners of an outline, one a line. `rest`: what a file said besides. */
export interface Place {
  shape: "point" | "outline";
  text: string;
  radius_m: number;
  rest?: Omit<Schema["VolumeForm"], "circle" | "polygon">;
}

/** A point of a way; `at` as it goes out, so that the sheet can be kept as text. Empty: no time yet. */
export interface Turn {
  position: Position;
  name: string;
  at: string;
}

export interface Sheet {
  kind: Kind | "";
  title: string;
  mark: string;
  contact: string;
  phone: string;
  remarks: string;
  category: string;
  people: string;
  vehicles: string;
  places: Place[];
  legs: Turn[];
  half_width_m: number;
  slack_minutes: number;
  /** Of a way that was given one: how low and how high. */
  band: Pick<Schema["RouteForm"], "lower_m" | "upper_m">;
  recipients: Recipient[];
  /** Empty: what is usual for its kind. */
  valid_until: string;
  urgent: boolean;
}

/** What is wrong with a sheet, on which page, and at which field. The message is `fault-WHAT`. */
export interface Fault {
  page: PageName;
  field: string;
  what: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const USUAL_DAYS = 90;
export const MOST_RADIUS_M = 50_000;

export function emptySheet(): Sheet {
  return {
    kind: "",
    title: "",
    mark: "",
    contact: "",
    phone: "",
    remarks: "",
    category: "",
    people: "",
    vehicles: "",
    places: [emptyPlace()],
    legs: [],
    half_width_m: 200,
    slack_minutes: 15,
    band: {},
    recipients: [],
    valid_until: "",
    urgent: false,
  };
}

export function emptyPlace(): Place {
  return { shape: "point", text: "", radius_m: 100 };
}

/** The way, as it is typed and drawn; and back into the sheet. */
export function legsOf(sheet: Pick<Sheet, "legs">): Leg[] {
  return sheet.legs.map(({ position, name, at }) => ({ position, name, at: at ? new Date(at) : undefined }));
}
export function turnsOf(legs: readonly Leg[]): Turn[] {
  return legs.map(({ position, name, at }) => ({ position, name, at: at?.toISOString() ?? "" }));
}

/** Until when it is valid if nothing else is said: movements for a day after they arrive, all else for 90 days. */
export function usualUntil(sheet: Sheet, now: number): string {
  const last = Math.max(now, ...sheet.legs.map((leg) => Date.parse(leg.at) || 0));
  return minute(sheet.kind === "movement" ? last + DAY_MS : now + USUAL_DAYS * DAY_MS);
}

function minute(at: number): string {
  return `${new Date(Math.ceil(at / 60_000) * 60_000).toISOString().slice(0, 16)}:00Z`;
}

export function cornersOf(text: string): Position[] {
  return readPositions(text).flatMap((line) => (line.read.ok ? [line.read.position] : []));
}

function extentOf(place: Place): Schema["VolumeForm"] | undefined {
  if (place.shape === "outline") {
    const lines = readPositions(place.text);
    if (lines.length < 3 || lines.some((line) => !line.read.ok)) return undefined;
    return { ...place.rest, polygon: cornersOf(place.text) };
  }
  const read = readPosition(place.text);
  if (!read.ok || !(place.radius_m > 0)) return undefined;
  return { ...place.rest, circle: { ...read.position, radius_m: place.radius_m } };
}

function waypointsOf(sheet: Pick<Sheet, "legs">): Schema["WaypointForm"][] {
  return sheet.legs.flatMap(({ position: { lat, lng }, at, name }) =>
    at ? [{ lat, lng, at, ...(name ? { name } : {}) }] : [],
  );
}

/** Where it is, as far as it can be read: what the office is asked about, before there is a notice. */
export function extentsOf(
  sheet: Pick<Sheet, "kind" | "places" | "legs" | "half_width_m" | "slack_minutes">,
): Schema["VolumeForm"][] {
  if (sheet.kind !== "movement") {
    return sheet.places.flatMap((place) => extentOf(place) ?? []);
  }
  const points = waypointsOf(sheet);
  return points.slice(1).flatMap((point, index) => {
    const before = points[index]!;
    if (point.lat === before.lat && point.lng === before.lng) return [];
    const slack = sheet.slack_minutes * 60_000;
    const ring = corridorRing([before, point], sheet.half_width_m);
    return [
      {
        polygon: ring.slice(0, -1).map(([lng, lat]) => ({ lat, lng: ((lng + 540) % 360) - 180 })),
        start: new Date(Date.parse(before.at) - slack).toISOString(),
        end: new Date(Date.parse(point.at) + slack).toISOString(),
      },
    ];
  });
}

export function faultsOf(sheet: Sheet, now: number): Fault[] {
  const found: Fault[] = [];
  const say = (page: PageName, field: string, what: string) => found.push({ page, field, what });
  if (!sheet.kind) say("kind", "kind", "kind");
  if (!sheet.title.trim()) say("where", "title", "title");
  if (sheet.kind === "movement") legFaults(sheet, now, say);
  else sheet.places.forEach((place, index) => placeFaults(place, index, say));
  if (sheet.recipients.length === 0) say("who", "recipients", "recipients");
  const until = Date.parse(sheet.valid_until || usualUntil(sheet, now));
  if (until <= now) say("until", "valid_until", "until-past");
  if (until > now + 400 * DAY_MS) say("until", "valid_until", "until-far");
  return found;
}

type Say = (page: PageName, field: string, what: string) => void;

function placeFaults(place: Place, index: number, say: Say): void {
  if (place.shape === "outline") {
    const lines = readPositions(place.text);
    if (lines.some((line) => !line.read.ok)) say("where", `place-${index}`, "outline-unreadable");
    else if (lines.length < 3) say("where", `place-${index}`, "outline-short");
    return;
  }
  if (!readPosition(place.text).ok) say("where", `place-${index}`, "position");
  if (!(place.radius_m > 0 && place.radius_m <= MOST_RADIUS_M)) say("where", `radius-${index}`, "radius");
}

function legFaults(sheet: Sheet, now: number, say: Say): void {
  let before = 0;
  sheet.legs.forEach((leg, index) => {
    const at = Date.parse(leg.at);
    if (!leg.at) say("where", `at-${index}`, "leg-time");
    else if (at < before) say("where", `at-${index}`, "leg-order");
    if (leg.at) before = at;
  });
  if (before && before < now) say("where", `at-${sheet.legs.length - 1}`, "leg-past");
  if (sheet.legs.length < 2) say("where", "leg-0", "legs");
}

/** The form of a sheet without faults. */
export function formOf(sheet: Sheet, now: number): Form {
  const card = Object.fromEntries(
    (["mark", "contact", "phone", "remarks"] as const).flatMap((name) =>
      sheet[name].trim() ? [[name, sheet[name].trim()]] : [],
    ),
  );
  const form: Form = {
    kind: sheet.kind || "site",
    card: { title: sheet.title.trim(), ...card },
    recipients: sheet.recipients,
    valid_until: sheet.valid_until || usualUntil(sheet, now),
    urgent: sheet.urgent,
    people: sheet.people.trim(),
    category: sheet.category.trim(),
    vehicles: sheet.vehicles.trim(),
  };
  if (sheet.kind === "movement") {
    form.route = {
      waypoints: waypointsOf(sheet),
      half_width_m: sheet.half_width_m,
      slack_minutes: sheet.slack_minutes,
      ...sheet.band,
    };
  } else form.extents = extentsOf(sheet);
  return form;
}

/** A form as it would have been typed. Of one that is not whole (a template), what it says. */
export function sheetOf(form: Partial<Form>): Sheet {
  const empty = emptySheet();
  const { card, route } = form;
  const places = placesOf(form.extents ?? []);
  return {
    ...empty,
    kind: NOTIFIED.find((kind) => kind === form.kind) ?? "",
    title: card?.title ?? "",
    mark: card?.mark ?? "",
    contact: card?.contact ?? "",
    phone: card?.phone ?? "",
    remarks: card?.remarks ?? "",
    category: form.category ?? "",
    people: form.people ?? "",
    vehicles: form.vehicles ?? "",
    places: places.length > 0 ? places : empty.places,
    legs: route ? route.waypoints.map(turnOf) : empty.legs,
    half_width_m: route?.half_width_m ?? empty.half_width_m,
    slack_minutes: route?.slack_minutes ?? empty.slack_minutes,
    band: bandOf(route),
    recipients: form.recipients ?? [],
    valid_until: form.valid_until ?? "",
    urgent: form.urgent ?? false,
  };
}

function bandOf(route: Partial<Schema["RouteForm"]> | null | undefined): Sheet["band"] {
  const { lower_m = null, upper_m = null } = route ?? {};
  return { ...(lower_m === null ? {} : { lower_m }), ...(upper_m === null ? {} : { upper_m }) };
}

/** So many digits that what is read again is the same place, to the millimetre. */
const EXACT_DIGITS = 8;

export function exactly(position: Position): string {
  return decimal(position, EXACT_DIGITS).replace(/(\.\d*?[0-9])0+(?=,|$)/g, "$1");
}

/** Outlines and circles as they would have been typed. */
export function placesOf(extents: readonly (Schema["VolumeForm"] | Schema["VolumeOut"])[]): Place[] {
  return extents.map(placeOf);
}

function placeOf(extent: Schema["VolumeForm"] | Schema["VolumeOut"]): Place {
  const { circle, polygon, ...band } = extent;
  const rest = Object.fromEntries(Object.entries(band).filter(([, value]) => value != null)) as Place["rest"];
  const text = circle ? exactly(circle) : (polygon ?? []).map(exactly).join("\n");
  const place: Place = { shape: circle ? "point" : "outline", text, radius_m: circle?.radius_m ?? 100 };
  if (rest && Object.keys(rest).some((name) => name !== "altitude_reference")) place.rest = rest;
  return place;
}

function turnOf({ lat, lng, name, at }: Schema["WaypointForm"]): Turn {
  return { position: { lat, lng }, name: name ?? "", at };
}

/** As much of a sheet as is the same each time: not where it is, nor when. */
export function templateOf(sheet: Sheet): Partial<Form> {
  const { kind, card, recipients, urgent, people, category, vehicles } = formOf(
    { ...sheet, valid_until: minute(0) },
    0,
  );
  return {
    kind,
    card,
    recipients,
    urgent: urgent ?? false,
    people: people ?? "",
    category: category ?? "",
    vehicles: vehicles ?? "",
  };
}
