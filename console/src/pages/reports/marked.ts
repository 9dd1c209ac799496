import type { Schema } from "../../api/client";

/** The pieces of a text in which something was found: pure. Places are told in characters (code points), not in the units of
 * JavaScript's strings. */
export function piecesOf({
  text,
  found,
}: Pick<Schema["MarkedOut"], "text" | "found">): { text: string; isFound: boolean }[] {
  const letters = Array.from(text);
  const pieces: { text: string; isFound: boolean }[] = [];
  let at = 0;
  const put = (until: number, isFound: boolean) => {
    if (until > at) pieces.push({ text: letters.slice(at, until).join(""), isFound });
    at = Math.max(at, until);
  };
  for (const [from = 0, until = 0] of found as number[][]) {
    put(Math.min(from, letters.length), false);
    put(Math.min(until, letters.length), true);
  }
  put(letters.length, false);
  return pieces;
}
