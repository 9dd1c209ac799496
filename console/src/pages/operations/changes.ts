import type { Schema } from "../../api/client";
import { duration, length } from "../../words/format";
import { t } from "../../words/words.svelte";

/** A suggested change in words: "20 min later", "60 m higher", "450 m to the north-east". */
export function changeInWords(change: Schema["ChangeOut"]): string {
  const later = change.later_s ?? 0;
  const up = change.up_m ?? 0;
  const east = change.east_m ?? 0;
  const north = change.north_m ?? 0;
  if (later > 0) return t("change-later", { time: duration(later) });
  if (later < 0) return t("change-earlier", { time: duration(-later) });
  if (up > 0) return t("change-higher", { length: length(Math.ceil(up)) });
  if (up < 0) return t("change-lower", { length: length(Math.ceil(-up)) });
  return t("change-beside", {
    length: length(Math.ceil(Math.hypot(east, north))),
    direction: directionOf(east, north),
  });
}

const WINDS = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"] as const;

/** One of eight winds, in words. */
function directionOf(east: number, north: number): string {
  const turns = Math.atan2(east, north) / (2 * Math.PI);
  return t(`wind-${WINDS[(Math.round(turns * 8) + 8) % 8]}`);
}
