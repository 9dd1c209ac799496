import type { Schema } from "../api/client";
import { picture } from "../live/picture.svelte";

/** What a thing that a thread is about is called; nothing where one may not know. */
export function titleOfAbout(one: Schema["AboutForm"]): string {
  if (one.subject === "operation") return picture.operations.get(one.id)?.title ?? "";
  if (one.subject === "notice") return picture.notices.get(one.id)?.card.title ?? "";
  if (one.subject === "agreement") return picture.agreements.get(one.id)?.title ?? "";
  return "";
}

/** The titles of all that a thread is about, as far as they are known. */
export function titlesAbout(thread: Pick<Schema["ThreadOut"], "about"> | undefined): string[] {
  return (thread?.about ?? []).map(titleOfAbout).filter(Boolean);
}
