import type { Schema } from "../../api/client";
import type { Position } from "../../space/coordinates";
import { corridorRing } from "../../space/geodesy";
import type { Plan } from "./plan";

/** What of a plan can be drawn already, while it is still being filled in. The office lays the corridor itself; here it is
 * drawn as wide as it will be. */
export function sketchOf(plan: Plan): Schema["VolumeOut"][] {
  const band = { lower_m: plan.lower_m, upper_m: plan.upper_m, altitude_reference: "WGS84" as const };
  if (plan.shape === "volumes") return plan.volumes.map((volume) => ({ ...volume, altitude_reference: "WGS84" }));
  if (plan.shape === "circle") {
    if (!plan.centre || !(plan.radius_m > 0)) return [];
    return [{ ...band, circle: { ...plan.centre, radius_m: plan.radius_m } }];
  }
  if (plan.shape === "polygon") {
    return plan.corners.length < 3 ? [] : [{ ...band, polygon: plan.corners.map(({ lat, lng }) => ({ lat, lng })) }];
  }
  return sketchOfRoute(
    plan.legs.map((leg) => leg.position),
    plan.half_width_m,
    band,
  );
}

/** A corridor as wide as it will be. */
export function sketchOfRoute(
  way: readonly Position[],
  half_width_m: number,
  band: Pick<Schema["VolumeOut"], "lower_m" | "upper_m">,
): Schema["VolumeOut"][] {
  if (way.length < 2 || !(half_width_m > 0)) return [];
  const ring = corridorRing([...way], half_width_m);
  return [{ ...band, altitude_reference: "WGS84", polygon: ring.map(([lng, lat]) => ({ lat, lng })) }];
}
