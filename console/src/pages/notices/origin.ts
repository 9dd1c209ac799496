import { number } from "../../words/format";
import { t } from "../../words/words.svelte";

/** Where in a file something stands, in the language that is spoken here; as the office says it where it says more. */
export function origin(where: string): string {
  const row = /^row (\d+)$/.exec(where)?.[1];
  return row ? t("row-of-file", { number: number(Number(row)) }) : where;
}
