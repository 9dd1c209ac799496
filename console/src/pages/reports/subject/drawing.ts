/** The lines between the reports of a subject: from one card's side to another's, in the room between the columns. Pure. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Line {
  path: string;
  /** Where its sign stands: near the one that says it. */
  sign: { x: number; y: number };
}

/** So far down its side a line begins and ends; the `th` of several at one card stand below each other. */
const FIRST_PX = 26;
const STEP_PX = 30;

/** `ranks`: which of the lines that leave, or reach, a card this is. `begins`: the side on which one begins to read, where
 * there is room beside each column. */
export function lineBetween(
  from: Box,
  to: Box,
  ranks: { leaves: number; reaches: number },
  begins: "left" | "right",
): Line {
  const y1 = Math.min(from.top + FIRST_PX + ranks.leaves * STEP_PX, from.bottom - 8);
  const y2 = Math.min(to.top + FIRST_PX + ranks.reaches * STEP_PX, to.bottom - 8);
  const isBeside = from.right <= to.left || to.right <= from.left;
  if (isBeside) {
    const isToTheRight = from.right <= to.left;
    const [x1, x2] = isToTheRight ? [from.right, to.left] : [from.left, to.right];
    const bend = Math.max(24, Math.abs(x2 - x1) / 2) * (isToTheRight ? 1 : -1);
    const path = `M ${x1} ${y1} C ${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    return { path, sign: { x: x1 + (isToTheRight ? 20 : -20), y: y1 } };
  }
  // One above the other: around the side at which both begin.
  const out = begins === "left" ? -1 : 1;
  const edge = out < 0 ? Math.min(from.left, to.left) : Math.max(from.right, to.right);
  const round = edge + out * (22 + 7 * (ranks.leaves % 3));
  const path = `M ${from[begins]} ${y1} C ${round} ${y1} ${round} ${y2} ${to[begins]} ${y2}`;
  return { path, sign: { x: edge + out * 15, y: y1 } };
}
