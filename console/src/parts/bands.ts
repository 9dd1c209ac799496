import { EVER, isNotice, seconds, type Thing } from "../map/things";
import { measured, number } from "../words/format";
import { t } from "../words/words.svelte";

/** Altitude bands and windows of things, in words. */
export interface Band {
  lower_m: number | null;
  upper_m: number | null;
}

const FEET_PER_M = 1 / 0.3048;
/** Flight levels are spoken of above this altitude; below it they would mislead. */
const LOWEST_LEVEL_M = 1_500;

/** The different bands of a thing, the lowest first. */
export function bandsOf(thing: Thing): Band[] {
  const bands = new Map<string, Band>();
  for (const { lower_m = null, upper_m = null } of [...(thing.extents ?? []), ...(thing.coarse ?? [])]) {
    if (lower_m !== null || upper_m !== null) bands.set(`${lower_m} ${upper_m}`, { lower_m, upper_m });
  }
  return [...bands.values()].sort((one, other) => (one.lower_m ?? -EVER) - (other.lower_m ?? -EVER));
}

/** Metres, and beside them what aircraft's instruments show: feet, and about which flight level. */
export function altitude(metres: number): string {
  const feet = metres * FEET_PER_M;
  const said = { metres: measured(Math.round(metres), "meter"), feet: number(Math.round(feet)) };
  if (metres < LOWEST_LEVEL_M) return t("altitude-feet", said);
  return t("altitude-feet-level", { ...said, level: number(Math.round(feet / 100)) });
}

export function bandText({ lower_m, upper_m }: Band): string {
  return t("altitude-band", {
    lower: lower_m === null ? t("altitude-ground") : altitude(lower_m),
    upper: upper_m === null ? t("altitude-unlimited") : altitude(upper_m),
  });
}

/** From when until when anything of it is somewhere; undefined where that is not told. */
export function windowOf(thing: Thing): { from: Date | undefined; until: Date | undefined } | undefined {
  const parts = [...(thing.extents ?? []), ...(thing.coarse ?? [])];
  if (!parts.length) return undefined;
  const from = Math.min(...parts.map(({ start }) => seconds(start, -EVER)));
  const ends = parts.map(({ end }) => seconds(end, EVER));
  const until = Math.max(...ends, !isNotice(thing) && thing.beyond_end ? EVER : -EVER);
  return {
    from: from <= -EVER ? undefined : new Date(from * 1000),
    until: until >= EVER ? undefined : new Date(until * 1000),
  };
}
