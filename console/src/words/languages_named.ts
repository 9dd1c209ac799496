import { words } from "./words.svelte";

/** What a language is called in the one that is spoken now; its tag where nobody knows a name. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(words.locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
