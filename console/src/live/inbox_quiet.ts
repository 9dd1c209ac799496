import type { Asked, Waiting } from "./inbox";
import { isBinding, othersInside, proposedUntil, wordOf, type Quiet } from "./quiet";

/** What awaits a party of quiet periods: what is proposed to it, until it has said something to it; and what it must have
 * seen. */

/** So long something that ended is news. */
const NEWS_MS = 3 * 86_400_000;

/** What a person has seen of a quiet period here: that it ended, and which operations of others lie inside. */
export interface QuietSeen {
  ended: boolean;
  inside: readonly string[];
}

export function ofQuiet(period: Quiet, asked: Asked): Waiting[] {
  const usual = { id: period.id, title: period.title, overdue: false, level: 0, priority: "routine" } as const;
  if (period.state === "ended") return ended(period, usual, asked);
  return [...proposed(period, usual, asked), ...inside(period, usual, asked)];
}

type Usual = Pick<Waiting, "id" | "title" | "overdue" | "level" | "priority">;

function proposed(period: Quiet, usual: Usual, { party, hour }: Asked): Waiting[] {
  const until = proposedUntil(period);
  const { extension } = period;
  const isLater = until !== undefined && isBinding(period);
  const said = wordOf(isLater ? extension?.words : period.words, party)?.said;
  // Whoever has declined may still commit, and whoever took it back too: neither is asked for it.
  if (!until || said) return [];
  if (isLater) {
    const key = `quiet-later ${period.id} ${until}`;
    return [{ ...usual, key, kind: "quiet-later", from: extension!.by, due: period.until }];
  }
  // Nobody set a time for it: it is wanted before it would begin, and after that before it would end.
  const due = hour.isPast(period.from) ? until : period.from;
  return [
    { ...usual, key: `quiet-proposed ${period.id} ${until}`, kind: "quiet-proposed", from: period.proposer, due },
  ];
}

function inside(period: Quiet, usual: Usual, { party, quietSeen }: Asked): Waiting[] {
  const seen = quietSeen[period.id]?.inside ?? [];
  const others = isBinding(period) ? othersInside(period, party) : [];
  const unseen = others.filter(({ id }) => !seen.includes(id));
  if (unseen.length === 0) return [];
  const from = unseen.every(({ owner }) => owner === unseen[0]!.owner) ? unseen[0]!.owner : "";
  const key = `quiet-inside ${period.id} ${unseen.map(({ id }) => id).join(" ")}`;
  return [{ ...usual, key, kind: "quiet-inside", from, priority: "urgent", count: unseen.length }];
}

function ended(period: Quiet, usual: Usual, { party, now, quietSeen }: Asked): Waiting[] {
  const { ending } = period;
  if (!ending || ending.by === party || quietSeen[period.id]?.ended || Date.parse(ending.at) < now - NEWS_MS) return [];
  const key = `quiet-ended ${period.id}`;
  // That somebody no longer suspends operations must not go unheard.
  if (ending.why === "taken back" || ending.why === "agreement over") {
    const kind = ending.why === "taken back" ? "quiet-taken-back" : "quiet-agreement-over";
    return [{ ...usual, key, kind, from: ending.by ?? "", priority: "urgent" }];
  }
  return [{ ...usual, key, kind: "quiet-ended", from: ending.by ?? "" }];
}
