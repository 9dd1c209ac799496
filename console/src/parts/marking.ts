import type { Schema } from "../api/client";

/** With whom something may be shared, by TLP 2.0. Pure. */
export type Marking = Schema["Marking"];

/** The strictest first. */
export const MARKINGS: readonly Marking[] = ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"];

/** A marking in the names of messages: `amber-strict`. */
export function keyOfMarking(marking: Marking): string {
  return marking.slice("TLP:".length).toLowerCase().replace("+", "-");
}
