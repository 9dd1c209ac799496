import { Paced } from "./paced";
import { picture } from "./picture.svelte";

/** Does something now, and again, paced, whenever the feed has told of one of these subjects; of any, where none are named.
 * Gives what ends it. */
export function whenTold(act: () => unknown, restMs: number, subjects: readonly string[] = []): () => void {
  const paced = new Paced(act, restMs);
  const stop = picture.onTold(({ subject }) => {
    if (subjects.length === 0 || subjects.includes(subject)) paced.ask();
  });
  paced.ask();
  return () => {
    stop();
    paced.end();
  };
}
