/** The lines between the reports of a subject, in the room between columns and above rows, where no card lies. Pure. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Line {
  path: string;
  /** Where its sign stands: beside the one that says it. */
  sign: { x: number; y: number };
}

/** So far down its side a line begins and ends; several at one card stand below each other. */
const FIRST_PX = 28;
const STEP_PX = 30;
/** How wide the room between two columns is at most, and how far from a card a line turns. */
const BESIDE_PX = 110;
const TURN_PX = 36;
const ABOVE_PX = 11;
const BEND_PX = 8;

/** `ranks`: which of the lines that end at each of the two cards this is. `begins`: the side on which one begins to read, where
 * there is room beside each column. */
export function lineBetween(
  from: Box,
  to: Box,
  ranks: { leaves: number; reaches: number },
  begins: "left" | "right",
): Line {
  const y1 = Math.min(from.top + FIRST_PX + ranks.leaves * STEP_PX, from.bottom - 8);
  const y2 = Math.min(to.top + FIRST_PX + ranks.reaches * STEP_PX, to.bottom - 8);
  const isToTheRight = from.right <= to.left;
  if (isToTheRight || to.right <= from.left) {
    const way = isToTheRight ? 1 : -1;
    const [x1, x2] = isToTheRight ? [from.right, to.left] : [from.left, to.right];
    const sign = { x: x1 + way * 18, y: y1 };
    if (Math.abs(x2 - x1) <= BESIDE_PX) {
      const bend = (way * Math.abs(x2 - x1)) / 2;
      return { path: `M ${x1} ${y1} C ${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, sign };
    }
    // Past the columns between them: along the room above the lower one's row.
    const aside = TURN_PX + 5 * (ranks.leaves % 3);
    const over = Math.max(from.top, to.top) - ABOVE_PX + 3 * (ranks.leaves % 2);
    return {
      path: rounded([
        [x1, y1],
        [x1 + way * aside, y1],
        [x1 + way * aside, over],
        [x2 - way * aside, over],
        [x2 - way * aside, y2],
        [x2, y2],
      ]),
      sign,
    };
  }
  // One above the other: around the side at which both begin.
  const out = begins === "left" ? -1 : 1;
  const edge = out < 0 ? Math.min(from.left, to.left) : Math.max(from.right, to.right);
  const round = edge + out * (30 + 7 * (ranks.leaves % 3));
  const path = rounded([
    [from[begins], y1],
    [round, y1],
    [round, y2],
    [to[begins], y2],
  ]);
  return { path, sign: { x: edge + out * 15, y: y1 } };
}

/** Straight pieces, at right angles, with their corners rounded. */
function rounded(points: readonly (readonly [number, number])[]): string {
  let path = `M ${points[0]![0]} ${points[0]![1]}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [before, here, after] = [points[i - 1]!, points[i]!, points[i + 1]!];
    const [inward, onward] = [towards(here, before), towards(here, after)];
    path += ` L ${inward[0]} ${inward[1]} Q ${here[0]} ${here[1]} ${onward[0]} ${onward[1]}`;
  }
  const last = points.at(-1)!;
  return `${path} L ${last[0]} ${last[1]}`;
}

function towards(from: readonly [number, number], to: readonly [number, number]): [number, number] {
  const far = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const part = far === 0 ? 0 : Math.min(BEND_PX, far / 2) / far;
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
}
