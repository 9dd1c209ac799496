/** The moment that this tab looks at, where it is not now. It is chosen once for the whole page: to go to another, or back
 * to now, the page begins anew, so that nothing of two moments can stand side by side. */

export interface Looked {
  /** ISO 8601, UTC. */
  at: string;
  /** The party as which is looked, where that is not one's own. */
  as?: string;
}

const KEPT = "tansiq.past";
/** What of the office's interface has a past; the rest is asked as it is now, or not at all. */
const HAVE = [
  "agreements",
  "applications",
  "conflicts",
  "day-plans",
  "exports",
  "feed",
  "incidents",
  "invitations",
  "moment",
  "notices",
  "operations",
  "parties",
  "quiet-periods",
  "reports",
  "requests",
  "threads",
];
/** What goes on while one looks back: one's session, and the map below. */
const GO_ON = ["session", "sessions", "map"];

function read(): Looked | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Partial<Looked> | null;
    const at = kept?.at;
    if (typeof at !== "string" || Number.isNaN(Date.parse(at))) return undefined;
    return typeof kept?.as === "string" && kept.as ? { at, as: kept.as } : { at };
  } catch {
    return undefined; // no storage: then there is only now
  }
}

/** Undefined: now. */
export const past = read();
export const pastMs = past && Date.parse(past.at);

/** Looks at this moment from now on; without one, at the present. */
export function lookAt(looked: Looked | undefined): void {
  if (looked) sessionStorage.setItem(KEPT, JSON.stringify(looked));
  else forgetPast();
  location.reload();
}

/** Whoever sits here next begins with the present. */
export function forgetPast(): void {
  if (past) sessionStorage.removeItem(KEPT);
}

/** An address of the office's interface, of that moment. */
export function thereOf(address: string, looked = past): string {
  if (!looked || !hasPast(address)) return address;
  const asked = new URLSearchParams({ at: looked.at, ...(looked.as ? { as: looked.as } : {}) });
  return `${address}${address.includes("?") ? "&" : "?"}${asked.toString()}`;
}

/** Why a request is not sent while one looks back; "" where it is. */
export function refusedThere(method: string, address: string, looked = past): "" | "past-unchangeable" | "only-now" {
  if (!looked || GO_ON.includes(rootOf(address))) return "";
  if (method !== "GET") return "past-unchangeable";
  return hasPast(address) ? "" : "only-now";
}

/** Whether it is asked of a moment that is over. */
export function isOfThePast(address: string): boolean {
  return /[?&]at=/.test(address);
}

/** Whether an answer says that the past is still on its way. */
export function isOnItsWay(status: number, code: unknown): boolean {
  return (status === 503 && code === "past-not-ready") || (status === 429 && code === "past-busy");
}

function hasPast(address: string): boolean {
  return HAVE.includes(rootOf(address)) && !address.includes("/reports/search");
}

function rootOf(address: string): string {
  return /\/api\/v1\/([^/?#]+)/.exec(address)?.[1] ?? "";
}
