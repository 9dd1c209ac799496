import type { Draft } from "../../live/picture.svelte";

const BY_ROW = new Intl.Collator("en", { numeric: true });

/** Drafts as a list shows them: what was changed last comes first; those of one file stay together, row by row. Pure. */
export function inOrder(drafts: readonly Draft[]): Draft[] {
  const last = new Map<string, string>();
  for (const { batch, changed } of drafts) {
    if (batch && changed > (last.get(batch) ?? "")) last.set(batch, changed);
  }
  const when = (draft: Draft) => last.get(draft.batch ?? "") ?? draft.changed;
  return [...drafts].sort((one, other) => {
    const [here, there] = [when(one), when(other)];
    if (here !== there) return here < there ? 1 : -1;
    return BY_ROW.compare(`${one.batch} ${one.where}`, `${other.batch} ${other.where}`);
  });
}
