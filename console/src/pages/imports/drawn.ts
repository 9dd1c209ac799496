import type { Schema } from "../../api/client";
import { sketchOfRoute } from "../operations/sketch";
import type { Item } from "./looking.svelte";

/** What of a feature is drawn on the map: its volumes, or the corridor of its way. */
export function drawnOf(item: Pick<Item, "operation">): Schema["VolumeOut"][] {
  const { extents = [], route } = item.operation ?? {};
  const band = { lower_m: route?.lower_m ?? undefined, upper_m: route?.upper_m ?? undefined };
  if (route) return sketchOfRoute(route.waypoints, route.half_width_m ?? 0, band);
  return extents.map(
    (volume) =>
      ({
        ...(volume.polygon ? { polygon: volume.polygon } : {}),
        ...(volume.circle ? { circle: volume.circle } : {}),
        lower_m: volume.lower_m ?? undefined,
        upper_m: volume.upper_m ?? undefined,
        altitude_reference: "WGS84",
      }) as Schema["VolumeOut"],
  );
}
