import { api, got, type Schema } from "../../api/client";

export type Sight = Schema["SightOut"];
type Precision = "exact" | "coarse";
const kept = new Map<string, Promise<Sight>>();
/** The oldest makes room: what is asked now is among the newest. */
const MOST_KEPT = 200;
/** The office takes no more in one question; the first ones show how it sees the others. */
const MOST_EXTENTS = 1_000;

export function formOfSight(
  viewer: string,
  kind: Schema["ThingKind"],
  extents: readonly (Schema["VolumeForm"] | Schema["VolumeOut"])[],
  precision: Precision,
): Schema["SightForm"] {
  return { viewer, kind, extents: extents.slice(0, MOST_EXTENTS) as Schema["VolumeForm"][], precision };
}

/** What a party would see of a thing that is there. Asked once for the same. */
export function sightOf(
  form: Schema["SightForm"],
  ask = (body: Schema["SightForm"]) => got(api.POST("/api/v1/sight", { body })),
): Promise<Sight> {
  const key = JSON.stringify(form);
  let asked = kept.get(key);
  if (!asked) {
    asked = ask(form);
    asked.catch(() => kept.delete(key));
    for (const old of kept.keys()) {
      if (kept.size < MOST_KEPT) break;
      kept.delete(old);
    }
    kept.set(key, asked);
  }
  return asked;
}

/** Whether that is less than the party is to be told. */
export function isTooLittle({ sight }: Pick<Sight, "sight">, precision: Precision): boolean {
  return sight === "nothing" || sight === "exists" || (precision === "exact" && sight !== "all");
}
