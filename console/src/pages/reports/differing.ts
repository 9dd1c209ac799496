/** What became another between two texts, word by word: pure. */
export interface Piece {
  kind: "same" | "added" | "gone";
  text: string;
}

/** So many words may differ before they are no longer set against each other one by one. */
const MOST_EDITS = 600;
const WORDS = /\s+|[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu;

function wordsOf(text: string): string[] {
  return text.match(WORDS) ?? [];
}

/** The pieces of both, in their order; what stayed is said once. */
export function differencesOf(before: string, after: string): Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const middle = between(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return joined([
    ...old.slice(0, head).map((text) => ({ kind: "same" as const, text })),
    ...middle,
    ...old.slice(old.length - tail).map((text) => ({ kind: "same" as const, text })),
  ]);
}

/** Myers' greedy way: the fewest words that are left out and added. */
function between(old: readonly string[], now: readonly string[]): Piece[] {
  const whole: Piece[] = [
    ...old.map((text) => ({ kind: "gone" as const, text })),
    ...now.map((text) => ({ kind: "added" as const, text })),
  ];
  if (old.length === 0 || now.length === 0) return whole;
  const furthest = new Map<number, number>([[1, 0]]);
  const trail: Map<number, number>[] = [];
  for (let edits = 0; edits <= Math.min(MOST_EDITS, old.length + now.length); edits++) {
    trail.push(new Map(furthest));
    for (let k = -edits; k <= edits; k += 2) {
      const isDown = k === -edits || (k !== edits && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
      let x = isDown ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < old.length && y < now.length && old[x] === now[y]) [x, y] = [x + 1, y + 1];
      furthest.set(k, x);
      if (x >= old.length && y >= now.length) return walkedBack(old, now, trail);
    }
  }
  return whole;
}

function walkedBack(old: readonly string[], now: readonly string[], trail: readonly Map<number, number>[]): Piece[] {
  const pieces: Piece[] = [];
  let [x, y] = [old.length, now.length];
  for (let edits = trail.length - 1; edits >= 0; edits--) {
    const furthest = trail[edits]!;
    const k = x - y;
    const isDown = k === -edits || (k !== edits && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
    const before = isDown ? k + 1 : k - 1;
    const fromX = furthest.get(before) ?? 0;
    const fromY = fromX - before;
    while (x > fromX && y > fromY) {
      pieces.push({ kind: "same", text: old[x - 1]! });
      [x, y] = [x - 1, y - 1];
    }
    if (edits > 0) pieces.push(isDown ? { kind: "added", text: now[y - 1]! } : { kind: "gone", text: old[x - 1]! });
    [x, y] = [fromX, fromY];
  }
  return pieces.reverse();
}

/** What is of one kind in one piece; what was left out before what came in its place, spaces between them with them. */
function joined(pieces: readonly Piece[]): Piece[] {
  const made: Piece[] = [];
  let [gone, added] = ["", ""];
  const flush = () => {
    if (gone) made.push({ kind: "gone", text: gone });
    if (added) made.push({ kind: "added", text: added });
    [gone, added] = ["", ""];
  };
  pieces.forEach((piece, index) => {
    const next = pieces[index + 1];
    const isBetween =
      (gone || added) && piece.kind === "same" && /^\s+$/.test(piece.text) && next && next.kind !== "same";
    if (isBetween) {
      gone += gone ? piece.text : "";
      added += piece.text;
      if (!gone) gone = "";
      return;
    }
    if (piece.kind === "gone") gone += piece.text;
    else if (piece.kind === "added") added += piece.text;
    else {
      flush();
      const last = made.at(-1);
      if (last?.kind === "same") last.text += piece.text;
      else made.push({ ...piece });
    }
  });
  flush();
  return made;
}

/** Long stretches that stayed the same, shortened to what stands beside a difference. */
export function shortened(pieces: readonly Piece[], around = 80): Piece[] {
  return pieces.map((piece, index) => {
    if (piece.kind !== "same" || piece.text.length <= 2 * around + 40) return piece;
    const head = index === 0 ? "" : piece.text.slice(0, around).replace(/\S*$/, "");
    const tail = index === pieces.length - 1 ? "" : piece.text.slice(-around).replace(/^\S*/, "");
    return { kind: "same", text: `${head}…${tail}` };
  });
}

export function isSameText(pieces: readonly Piece[]): boolean {
  return pieces.every((piece) => piece.kind === "same");
}
