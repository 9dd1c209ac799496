import type { Schema } from "../../api/client";
import { length } from "../../words/format";
import { t } from "../../words/words.svelte";

type PlanLine = Schema["PlanLineOut"];

/** From which to which height, as far as it is shown. */
export function bandOf({ lower_m, upper_m }: PlanLine): string {
  if (lower_m == null && upper_m == null) return "";
  const said = (height: number | null | undefined) => (height == null ? "–" : length(height));
  return t("area-band", { lower: said(lower_m), upper: said(upper_m) });
}

/** Where it lies: the middle for a small thing, south-west and north-east corners for a wide one. */
export function boundsOf({ bounds }: PlanLine): string {
  if (!bounds) return "";
  const { south, west, north, east } = bounds;
  const isSmall = north - south < 0.02 && east - west < 0.02;
  if (isSmall) return point((south + north) / 2, (west + east) / 2);
  return `${point(south, west)} – ${point(north, east)}`;
}

/** One position is one word: no line ends within it. */
function point(lat: number, lng: number): string {
  return `${Math.abs(lat).toFixed(3)}${lat < 0 ? "S" : "N"}\u00a0${Math.abs(lng).toFixed(3)}${lng < 0 ? "W" : "E"}`;
}
