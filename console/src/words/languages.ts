import { words } from "./words.svelte";

/** Languages that parties' people are likely to speak, by their BCP 47 tags. Any other tag may be entered, too. */
export const LIKELY = ["en", "ar", "ru", "fr", "es", "zh", "fa", "uk", "tr", "he", "ku", "so", "am", "sw", "pt", "de"];

const SHAPE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}$/i;

/** Whether a text has the form of a language's tag. */
export function isTag(text: string): boolean {
  return SHAPE.test(text);
}

/** What a language is called in the language that is spoken now; its tag if it has no name. */
export function languageName(tag: string): string {
  if (!isTag(tag)) return tag;
  try {
    return new Intl.DisplayNames(words.locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
