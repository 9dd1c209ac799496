/** The pages of things. */
export type Place =
  | "agreements"
  | "incidents"
  | "notices"
  | "notices/drafts"
  | "operations"
  | "parties"
  | "quiet-periods"
  | "reports"
  | "requests"
  | "threads";

/** Where the page of one thing is. Identifiers are chosen by whoever makes a thing: written as they are, one could lead to
 * another page. The router's own `p` writes them so. */
export function addressOf(place: Place, id: string): `/${string}` {
  return `/${place}/${encodeURIComponent(id)}`;
}
