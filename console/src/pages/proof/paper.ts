import { withoutContent } from "./file";

/** A proof as texts for QR codes, from which `tansiq verify` makes it again: docs/proof.md. Pure. */

/** A code of version 25 with error correction M holds 997 bytes: printed 80 mm wide, a module is 0.64 mm. */
export const MAX_VERSION = 25;
const BYTES = 997;
const HEADER_BYTES = 57;
/** What was given goes onto paper if that takes no more codes than this. */
const MOST_WHOLE = 4;
const MOST = 12;

export interface Paper {
  /** Each is a code; none: it is too long for paper. */
  texts: string[];
  /** Whether what was given or told was left out. */
  isWithout: boolean;
}

export function onPaper(text: string, number: number, size: number): Paper {
  const whole = piecesOf(text, number, size);
  const less = withoutContent(text);
  if (whole.length <= MOST_WHOLE || less === text)
    return { texts: whole.length <= MOST ? whole : [], isWithout: false };
  const texts = piecesOf(less, number, size);
  return { texts: texts.length <= MOST ? texts : [], isWithout: true };
}

/** Scanners guess how letters beyond ASCII are written, and guess wrongly: the dash before a signature is written as two hyphens. They
 * drop spaces and line ends at the end of a text: no piece begins or ends with any. */
function piecesOf(text: string, number: number, size: number): string[] {
  const bytes = byteLength(text);
  const written = text.replace(/^— /gm, "-- ").trimEnd();
  const most = BYTES - HEADER_BYTES;
  const count = Math.ceil(byteLength(written) / most);
  const pieces: string[] = [];
  for (let rest = written; rest;) {
    const piece = rest.slice(0, cutAt(rest, Math.min(most, Math.ceil(byteLength(written) / count) + 4)));
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces.map((piece, at) => `tansiq-proof ${at + 1}/${pieces.length} ${number}/${size}/${bytes}\n${piece}`);
}

/** Where a piece ends that has at most so many bytes. */
function cutAt(text: string, most: number): number {
  let at = Math.min(text.length, most);
  while (byteLength(text.slice(0, at)) > most) at--;
  if (at === text.length) return at;
  while (at > 1 && (/\s/.test(text[at - 1]!) || /\s/.test(text[at]!) || /[\uD800-\uDBFF]/.test(text[at - 1]!))) at--;
  return at;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
