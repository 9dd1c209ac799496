import { api, got, type Schema } from "../../api/client";
import { listOf } from "../../api/lists";
import { session } from "../../api/session.svelte";
import { partyName, picture } from "../../live/picture.svelte";
import type { Place } from "../../parts/addresses";
import { titleOf } from "../../parts/said";

/** What an incident may have to do with. */
export type LinkKind = Schema["LinkKind"];
export interface Offered {
  kind: LinkKind;
  id: string;
  title: string;
  owner: string;
}

export const LINK_KINDS: readonly LinkKind[] = ["operation", "notice", "report", "thread", "request", "quiet-period"];
export const PLACES: Record<LinkKind, Place> = {
  operation: "operations",
  notice: "notices",
  report: "reports",
  thread: "threads",
  request: "requests",
  "quiet-period": "quiet-periods",
};
const MOST_REPORTS = "50";

/** What a thing is called, as far as that is known without asking; nothing where it is not. Whoever reads the title of
 * another's report has been shown it, which is noted: it is not asked for here. */
export function titleKnown(kind: LinkKind, id: string): string {
  if (kind === "operation") return picture.operations.get(id)?.title ?? "";
  if (kind === "notice") return picture.notices.get(id)?.card.title ?? "";
  const thread = kind === "thread" ? picture.threads.get(id) : undefined;
  return thread ? titleOf(thread) : "";
}

/** Those kinds whose titles are asked for, one by one. */
export const isAskedFor = (kind: LinkKind): boolean => kind === "request" || kind === "quiet-period";

export async function titleAsked({ kind, id }: Pick<Offered, "kind" | "id">): Promise<string> {
  const params = { path: { id } };
  const found =
    kind === "request"
      ? await got(api.GET("/api/v1/requests/{id}", { params }))
      : await got(api.GET("/api/v1/quiet-periods/{id}", { params }));
  return found.title ?? "";
}

/** What one sees of a kind, by its name where something is looked for. */
export async function offeredOf(kind: LinkKind, looked: string): Promise<Offered[]> {
  const text = looked.trim().toLocaleLowerCase();
  const all = await allOf(kind, looked.trim());
  if (kind === "report") return all; // the office has looked
  return all.filter(({ title, owner }) => `${title} ${partyName(owner)}`.toLocaleLowerCase().includes(text));
}

async function allOf(kind: LinkKind, q: string): Promise<Offered[]> {
  switch (kind) {
    case "operation":
      return picture.operations.all().map(({ id, title, owner }) => ({ kind, id, title: title ?? "", owner }));
    case "notice":
      return picture.notices.all().map(({ id, card, owner }) => ({ kind, id, title: card.title, owner }));
    case "thread":
      return picture.threads.all().map((one) => ({ kind, id: one.id, title: titleOf(one), owner: "" }));
    case "report": {
      const { items } = q
        ? await got(api.GET("/api/v1/reports/search", { params: { query: { q, limit: MOST_REPORTS } } }))
        : await got(api.GET("/api/v1/reports", { params: { query: { limit: MOST_REPORTS } } }));
      const reports = items.map((one) => ("report" in one ? one.report : one));
      return reports.map(({ id, title, owner }) => ({ kind, id, title: title ?? "", owner }));
    }
    case "request": {
      const found = await listOf("/api/v1/requests");
      return found.map(({ id, title, asker }) => ({ kind, id, title: title ?? "", owner: asker }));
    }
    case "quiet-period": {
      const found = await listOf("/api/v1/quiet-periods");
      return found.map(({ id, title, proposer }) => ({ kind, id, title, owner: proposer }));
    }
  }
}

/** Whether one's own party has linked it. */
export function hasLinked(links: readonly Schema["LinkOut"][] | undefined, kind: LinkKind, id: string): boolean {
  return (links ?? []).some((one) => one.kind === kind && one.id === id && one.by === session.party);
}
