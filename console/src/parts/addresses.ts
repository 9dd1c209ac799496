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

/** Something that a thread is about, in an address and in a form's field. */
interface About {
  subject: string;
  id: string;
  owner: string;
}

/** A thing as one word, which `aboutOf` reads again. */
export function keyOfAbout({ subject, id, owner }: About): string {
  return [subject, id, owner].map(encodeURIComponent).join(":");
}

export function aboutOf(key: string): About | undefined {
  try {
    const [subject = "", id = "", owner = ""] = key.split(":").map(decodeURIComponent);
    return subject && id ? { subject, id, owner } : undefined;
  } catch {
    return undefined;
  }
}

/** Where a thread about a thing is begun. With several others nobody is chosen: what one of them may know, another may not. */
export function newThreadAddress(about: About, title: string, others: readonly string[]): `/${string}` {
  const asked = new URLSearchParams({ "thread-about": keyOfAbout(about), title: title.slice(0, 200) });
  if (others.length === 1) asked.set("party", others[0]!);
  return `/threads/new?${asked}`;
}
