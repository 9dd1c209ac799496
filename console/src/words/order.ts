import { words } from "./words.svelte";

/** One for each language: to make it takes a thousand times as long as to ask it. */
const collators = new Map<string, Intl.Collator>();

/** Names in the order of the language that is spoken now, numbers in them by what they say: "Site 9" before "Site 10". */
export function byName(one: string, other: string): number {
  let collator = collators.get(words.locale);
  if (!collator) collators.set(words.locale, (collator = new Intl.Collator(words.locale, { numeric: true })));
  return collator.compare(one, other);
}

/** Moments as they are written, and identifiers: the same order in every language. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
