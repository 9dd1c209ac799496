import { circleOf, rectangleOf } from "../../map/area";
import { KINDS, STANDS, STATES, type IncidentKind, type IncidentState, type SideState } from "./standing";

/** Which incidents are wanted, and the question to the office that becomes of it. Pure. */
export interface Wishes {
  /** Over all; or: with a corrective action that is overdue. */
  state: "" | "overdue" | IncidentState;
  /** What one says to it oneself. */
  stand: "" | SideState;
  kind: "" | IncidentKind;
  party: string;
  quiet_period: string;
  /** It happened in so many last days. */
  days: string;
  /** A circle, as `map/area.ts` has it. */
  area: string;
}

export const EVERYTHING: Readonly<Wishes> = {
  state: "",
  stand: "",
  kind: "",
  party: "",
  quiet_period: "",
  days: "",
  area: "",
};
export const DAYS = ["1", "7", "30", "90", "365"] as const;

const DAY_MS = 86_400_000;

export function isEverything(wishes: Wishes): boolean {
  return JSON.stringify({ ...EVERYTHING, ...wishes }) === JSON.stringify(EVERYTHING);
}

export function questionOf(wishes: Wishes, now: number): Record<string, string> {
  const { days, state, area, ...named } = wishes;
  const standing = state === "overdue" ? { overdue: "true" } : { state };
  const since = days ? new Date(now - Number(days) * DAY_MS).toISOString() : "";
  return Object.fromEntries(
    Object.entries({ ...standing, ...named, from: since, area: rectangleOf(area) }).filter(([, value]) => value !== ""),
  );
}

/** What was kept, or stands in an address; as much of it as is known here. */
export function wishesOf(said: Partial<Record<keyof Wishes, unknown>>): Wishes {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const oneOf = <T extends string>(known: readonly T[], value: unknown): "" | T =>
    known.find((one) => one === value) ?? "";
  return {
    state: oneOf([...STATES, "overdue"], said.state),
    stand: oneOf(STANDS, said.stand),
    kind: oneOf(KINDS, said.kind),
    party: text(said.party),
    quiet_period: text(said.quiet_period),
    days: oneOf(DAYS, said.days),
    area: circleOf(text(said.area)) ? text(said.area) : "",
  };
}
