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

/** The identifier of the thing whose page stands at a path; nothing if it is another page. */
export function idAt(place: Place, path: string): string | undefined {
  const [, first, id, ...rest] = path.split("/");
  if (first !== place || !id || rest.length > 0) return undefined;
  try {
    return decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

/** Of what an incident can be recorded, with what is known of it filled in. */
export const INCIDENT_OF = ["quiet_period", "notice", "operation", "report"] as const;
export type IncidentOf = (typeof INCIDENT_OF)[number];

/** Where an incident is recorded; `of` and `id`: what it has to do with. */
export function newIncidentAddress(of: IncidentOf, id: string): `/${string}` {
  return `/incidents/new?${of}=${encodeURIComponent(id)}`;
}

/** Incidents that are said to have broken a quiet period. */
export function incidentsOfQuietPeriod(id: string): `/${string}` {
  return `/incidents?quiet_period=${encodeURIComponent(id)}`;
}
