import type { Schema } from "../../api/client";
import type { Kind } from "../../live/kinds";
import { legsAlong, type Leg } from "../../map/legs";
import { emptyShape, type Shape } from "../../map/shapes";
import type { Position } from "../../space/coordinates";

export type Volume = Schema["VolumeForm"];
export type Reference = NonNullable<Volume["altitude_reference"]>;
export type ShapeKind = "circle" | "polygon" | "route" | "volumes";

export const REFERENCES: readonly Reference[] = ["WGS84", "AMSL", "AGL", "STD"];

/** A plan as a person fills it in. Everything is there at once, so that changing one's mind about the shape loses nothing.
 * `volumes` are those of a suggested change that was taken. */
export interface Plan {
  /** Empty: nobody has said yet. */
  kind: Kind | "";
  title: string;
  mark: string;
  contact: string;
  phone: string;
  remarks: string;
  shape: ShapeKind;
  centre?: Position | undefined;
  radius_m: number;
  corners: Position[];
  legs: Leg[];
  half_width_m: number;
  slack_minutes: number;
  volumes: Volume[];
  start?: Date | undefined;
  end?: Date | undefined;
  lower_m?: number | undefined;
  upper_m?: number | undefined;
  reference: Reference;
  reason: string;
}

/** What is still lacking before the office can be asked: names of messages. */
export type Lacking =
  | "lacks-kind"
  | "lacks-title"
  | "lacks-centre"
  | "lacks-radius"
  | "lacks-corners"
  | "lacks-legs"
  | "lacks-leg-times"
  | "lacks-times"
  | "lacks-order"
  | "lacks-past"
  | "lacks-band"
  | "lacks-band-order";

const HOUR_MS = 3_600_000;

/** A plan that nobody has filled in. It has no band yet: what is right depends on the ground there, and whoever plans knows
 * it. */
export function newPlan(now: number, kind: Kind | "" = ""): Plan {
  const start = new Date(Math.ceil((now + HOUR_MS / 2) / 600_000) * 600_000);
  return {
    kind,
    title: "",
    mark: "",
    contact: "",
    phone: "",
    remarks: "",
    shape: "circle",
    radius_m: 500,
    corners: [],
    legs: [],
    half_width_m: 200,
    slack_minutes: 10,
    volumes: [],
    start,
    end: new Date(start.getTime() + HOUR_MS),
    reference: "AMSL",
    reason: "",
  };
}

/** What a party plans is mostly of the kind that it planned last. To close an area is never what is usual. */
export function usualKind(operations: readonly Schema["OperationOut"][], party: string): Kind | "" {
  const own = operations.filter(({ owner, kind }) => owner === party && kind !== "constraint");
  const changed = (one: Schema["OperationOut"]) => one.changed ?? "";
  return own.reduce((last, one) => (changed(one) > changed(last) ? one : last), own[0]!)?.kind ?? "";
}

/** Whether things of this kind are in the air, so that a band is needed. */
export function flies(kind: Kind | ""): boolean {
  return kind === "aircraft" || kind === "drone" || kind === "constraint";
}

/** What is lacking of the extents, first things first; nothing where the office can be asked. */
export function lackingExtents(plan: Plan, now: number): Lacking[] {
  const lacking: Lacking[] = plan.kind === "" ? ["lacks-kind"] : [];
  if (plan.shape === "circle") {
    if (!plan.centre) lacking.push("lacks-centre");
    if (!(plan.radius_m > 0)) lacking.push("lacks-radius");
  }
  if (plan.shape === "polygon" && plan.corners.length < 3) lacking.push("lacks-corners");
  if (plan.shape === "route") {
    const legs = plan.legs;
    if (legs.length < 2) lacking.push("lacks-legs");
    else if (!legs.every((leg, i) => leg.at && (i === 0 || leg.at > (legs[i - 1]!.at ?? leg.at)))) {
      lacking.push("lacks-leg-times");
    }
  } else if (plan.shape !== "volumes") {
    if (!plan.start || !plan.end) lacking.push("lacks-times");
    else if (plan.end <= plan.start) lacking.push("lacks-order");
    else if (plan.end.getTime() <= now) lacking.push("lacks-past");
  }
  if (plan.shape !== "volumes" && flies(plan.kind)) {
    if (plan.lower_m === undefined || plan.upper_m === undefined) lacking.push("lacks-band");
    else if (plan.upper_m <= plan.lower_m) lacking.push("lacks-band-order");
  }
  return lacking;
}

/** What is lacking before it can be planned. */
export function lacking(plan: Plan, now: number): Lacking[] {
  return [...(plan.title.trim() ? [] : (["lacks-title"] as const)), ...lackingExtents(plan, now)];
}

/** What the office is asked to weigh; undefined while something is lacking. What the plan is called changes nothing in it. */
export function weighed(plan: Plan, id: string, now: number): Schema["WeighForm"] | undefined {
  if (plan.kind === "" || lackingExtents(plan, now).length > 0) return undefined;
  return { kind: plan.kind, ...extentsOf(plan), id };
}

/** Its volumes, or its route, as the office takes them. To be asked for only where nothing is lacking. */
export function extentsOf(plan: Plan): Pick<Schema["WeighForm"], "extents" | "route"> {
  const band = bandOf(plan);
  if (plan.shape === "volumes") return { extents: plan.volumes };
  if (plan.shape === "route") {
    return {
      route: {
        waypoints: plan.legs.map((leg) => ({ ...leg.position, at: leg.at!.toISOString(), name: leg.name })),
        half_width_m: plan.half_width_m,
        slack_minutes: plan.slack_minutes,
        ...band,
      },
    };
  }
  const area =
    plan.shape === "circle"
      ? { circle: { ...plan.centre!, radius_m: plan.radius_m } }
      : { polygon: plan.corners.map(({ lat, lng }) => ({ lat, lng })) };
  return { extents: [{ ...area, ...band, start: plan.start!.toISOString(), end: plan.end!.toISOString() }] };
}

/** To be asked for only where nothing is lacking. */
export function formOf(plan: Plan, version: number): Schema["OperationForm"] {
  const { title, mark, contact, phone, remarks } = plan;
  return {
    kind: plan.kind as Kind,
    card: { title: title.trim(), mark, contact, phone, remarks },
    ...extentsOf(plan),
    version,
    reason: plan.reason,
  };
}

function bandOf(plan: Plan): Pick<Volume, "lower_m" | "upper_m" | "altitude_reference"> {
  const altitude_reference = plan.reference;
  if (plan.lower_m === undefined || plan.upper_m === undefined) return { altitude_reference };
  return { lower_m: plan.lower_m, upper_m: plan.upper_m, altitude_reference };
}

/** What is drawn of it. */
export function shapeOfPlan(plan: Plan): Shape {
  if (plan.shape === "circle") return { kind: "circle", centre: plan.centre, radius_m: plan.radius_m };
  if (plan.shape === "polygon") return { kind: "polygon", points: plan.corners };
  if (plan.shape === "route") return { kind: "route", points: plan.legs.map((leg) => leg.position) };
  return emptyShape("circle");
}

/** What becomes of the plan when another shape is drawn. */
export function drawnAs(plan: Plan, shape: Shape): Partial<Plan> {
  if (shape.kind === "circle") return { shape: "circle", centre: shape.centre, radius_m: shape.radius_m };
  if (shape.kind === "polygon") return { shape: "polygon", corners: [...shape.points] };
  return { shape: "route", legs: legsAlong(plan.legs, shape.points, plan.start) };
}

/** The plan with a suggested change taken: a route stays a route where it can, a circle a circle. */
export function taken(plan: Plan, change: Schema["ChangeOut"]): Plan {
  const later = (change.later_s ?? 0) * 1000;
  const up = change.up_m ?? 0;
  const isBeside = (change.east_m ?? 0) !== 0 || (change.north_m ?? 0) !== 0;
  if (plan.shape === "route" && later && !up && !isBeside) {
    const legs = plan.legs.map((leg) => ({ ...leg, at: leg.at && new Date(leg.at.getTime() + later) }));
    return { ...plan, legs };
  }
  const only = change.extents.length === 1 ? change.extents[0]! : undefined;
  if (only && plan.shape !== "route" && plan.shape !== "volumes") {
    const volume = only;
    return {
      ...plan,
      shape: volume.circle ? "circle" : "polygon",
      centre: volume.circle ? { lat: volume.circle.lat, lng: volume.circle.lng } : plan.centre,
      radius_m: volume.circle?.radius_m ?? plan.radius_m,
      corners: volume.polygon ? volume.polygon.map(({ lat, lng }) => ({ lat, lng })) : plan.corners,
      start: volume.start ? new Date(volume.start) : plan.start,
      end: volume.end ? new Date(volume.end) : plan.end,
      lower_m: volume.lower_m ?? undefined,
      upper_m: volume.upper_m ?? undefined,
      reference: "WGS84",
    };
  }
  return { ...plan, shape: "volumes", volumes: change.extents };
}

/** The plan along the way around. */
export function ledAround(plan: Plan, detour: readonly Schema["WaypointForm"][]): Plan {
  const legs = detour.map(({ lat, lng, at, name }) => ({ position: { lat, lng }, at: new Date(at), name: name ?? "" }));
  return { ...plan, shape: "route", legs };
}

/** A plan that changes what is there already. */
export function planOf(operation: Schema["OperationOut"], now: number): Plan {
  const { kind, card, route, reason, title } = operation;
  const extents = operation.extents ?? [];
  const described = describedBy({ kind, card: { ...card, title: card?.title ?? title ?? "" }, extents, reason }, now);
  if (route?.length && operation.corridor) return { ...ledAround(described, route), ...operation.corridor };
  // Where it is not told how wide its corridor is, it stays as it was laid, until somebody lays it along the legs.
  if (route?.length) return { ...ledAround(described, route), shape: "volumes", volumes: extents };
  return { ...described, ...placedBy(extents) };
}

/** A plan as the office takes it, to be planned otherwise. */
export function planOfForm(form: Schema["OperationForm"], now: number): Plan {
  const { extents = [], route } = form;
  const described = describedBy({ ...form, extents: extents.length ? extents : route ? [{ ...route }] : [] }, now);
  if (!route) return { ...described, ...placedBy(extents) };
  const { half_width_m, slack_minutes } = { ...described, ...route };
  return { ...ledAround(described, route.waypoints), half_width_m, slack_minutes };
}

type Band = Pick<Volume, "lower_m" | "upper_m" | "altitude_reference" | "start" | "end">;

/** What it is, and in which band and window. */
function describedBy(
  of: { kind: Kind; card: Schema["CardForm"]; extents: readonly Band[]; reason?: string | null | undefined },
  now: number,
): Plan {
  const { title, mark = "", contact = "", phone = "", remarks = "" } = of.card;
  const first = of.extents[0];
  const reference = first?.altitude_reference;
  return {
    ...newPlan(now, of.kind),
    ...{ title: title ?? "", mark, contact, phone, remarks, reason: of.reason ?? "" },
    lower_m: first?.lower_m ?? undefined,
    upper_m: first?.upper_m ?? undefined,
    reference: reference && REFERENCES.includes(reference) ? reference : "WGS84",
    start: first?.start ? new Date(first.start) : undefined,
    end: first?.end ? new Date(first.end) : undefined,
  };
}

/** One circle or area can be changed by hand; several volumes stay as they were laid. */
function placedBy(extents: readonly Volume[]): Partial<Plan> {
  const [first, ...others] = extents;
  if (first?.circle && others.length === 0) {
    const { lat, lng, radius_m } = first.circle;
    return { shape: "circle", centre: { lat, lng }, radius_m };
  }
  if (first?.polygon && others.length === 0) {
    return { shape: "polygon", corners: first.polygon.map(({ lat, lng }) => ({ lat, lng })) };
  }
  return { shape: "volumes", volumes: [...extents] };
}
