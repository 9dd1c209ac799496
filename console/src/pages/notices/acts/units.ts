import { here } from "../../../keep/browser";

const KEPT = "tansiq.units";
const MOST = 12;

/** The units to which something was passed on from this machine, the last one first: typed once, chosen afterwards. */
export function keptUnits(): string[] {
  try {
    const found: unknown = JSON.parse(here.get(KEPT) ?? "[]");
    return Array.isArray(found) ? found.filter((one): one is string => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function keepUnit(unit: string): void {
  here.set(KEPT, JSON.stringify([unit, ...keptUnits().filter((one) => one !== unit)].slice(0, MOST)));
}
