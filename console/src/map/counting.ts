import { EVER, seconds, type Thing } from "./things";

/** How many things are somewhere between two moments (milliseconds): quickly, for many spans of the same things. */
export function counter(things: readonly Thing[]): (from_ms: number, until_ms: number) => number {
  const begins: number[] = [];
  const ends: number[] = [];
  for (const thing of things) {
    const parts = [...(thing.extents ?? []), ...(thing.coarse ?? [])];
    if (!parts.length) continue;
    begins.push(Math.min(...parts.map(({ start }) => seconds(start, -EVER))));
    ends.push(Math.max(...parts.map(({ end }) => seconds(end, EVER))));
  }
  begins.sort((one, other) => one - other);
  ends.sort((one, other) => one - other);
  return (from_ms, until_ms) => below(begins, until_ms / 1000) - below(ends, from_ms / 1000 + 0.001);
}

/** How many of the numbers, in order, are below a limit. */
function below(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
