import { describe, expect, test } from "vitest";
import { groupOf, inboxOf, isAlarm, isOnlySeen, type Lists } from "./inbox";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const none = { threads: [], notices: [], agreements: [], applications: [], unopened: [], drafts: [], requests: [] };
const nothing = { answersSeen: {}, incidents: [], incidentsSeen: {}, contests: [], unbelieved: [], logSeen: {} };

function period(more: object = {}): object {
  const usual = { id: "q", title: "Harvest", proposer: "relief", parties: ["army", "relief"], state: "proposed" };
  return { ...usual, from: at(60), until: at(180), words: [], ...more };
}

function inbox(more: object, quietSeen: object = {}, now = NOW) {
  const lists = { party: "army", person: "p1", now, ...none, ...nothing, quiet: [period(more)], quietSeen };
  return inboxOf(lists as unknown as Lists);
}
const lines = (more: object, seen: object = {}, now = NOW) => inbox(more, seen, now).waiting;
const word = (party: string, said: string) => ({ party, said, person: "A", at: at(-5) });
const later = (words: object[]) => ({ until: at(300), by: "relief", person: "A", at: at(-1), words });
const seen = (id: string, owner: string) => ({ id, owner, kind: "drone", sight: "all" });

describe("what is proposed", () => {
  test("awaits the party until it has said something, its proposer too", () => {
    const [line] = lines({});
    expect(line).toMatchObject({ kind: "quiet-proposed", from: "relief", due: at(60), overdue: false });
    for (const said of ["committed", "declined", "taken back"])
      expect(lines({ words: [word("army", said)] })).toEqual([]);
    expect(lines({ proposer: "army", words: [word("relief", "committed")] })).toHaveLength(1);
  });

  test("is due when it would begin; after that, when it would end, and it is never overdue", () => {
    expect(inbox({}).until).toBe(Date.parse(at(60)));
    expect(lines({}, {}, NOW + 61 * 60_000)).toMatchObject([{ due: at(180), overdue: false }]);
  });

  test("a later end awaits it as well, until the end that holds", () => {
    const binding = { state: "in force", words: [word("army", "committed"), word("relief", "committed")] };
    expect(lines({ ...binding, extension: later([word("relief", "committed")]) })).toMatchObject([
      { kind: "quiet-later", from: "relief", due: at(180) },
    ]);
    expect(lines({ ...binding, extension: later([word("army", "declined")]) })).toEqual([]);
    expect(lines(binding)).toEqual([]);
  });
});

describe("what others plan inside", () => {
  const inside = [seen("o1", "relief"), seen("o2", "drones"), seen("o3", "army")];
  const binding = { state: "committed", inside };

  test("is to be looked at now, as often as there is one more; one's own is not told", () => {
    const [line] = lines(binding);
    expect(line).toMatchObject({ kind: "quiet-inside", count: 2, from: "", priority: "urgent" });
    expect(groupOf(line!)).toBe("now");
    expect(isAlarm(line!)).toBe(false);
    expect(lines(binding, { q: { ended: false, inside: ["o1"] } })).toMatchObject([{ count: 1, from: "drones" }]);
    expect(lines(binding, { q: { ended: false, inside: ["o1", "o2"] } })).toEqual([]);
  });
});

describe("what has ended", () => {
  const ended = (why: string, more: object = {}) => ({ state: "ended", ending: { why, at: at(-5), ...more } });

  test("must be heard at once where somebody no longer suspends operations, until it was seen", () => {
    for (const [why, kind] of [
      ["taken back", "quiet-taken-back"],
      ["agreement over", "quiet-agreement-over"],
    ] as const) {
      const [line] = lines(ended(why, { by: "relief" }));
      expect(line).toMatchObject({ kind, priority: "urgent" });
      expect([isAlarm(line!), isOnlySeen(line!)]).toEqual([true, true]);
      expect(lines(ended(why), { q: { ended: true, inside: [] } })).toEqual([]);
    }
  });

  test("is news for three days otherwise, and not to whoever ended it", () => {
    for (const why of ["time", "lapsed", "withdrawn"]) {
      const [line] = lines(ended(why));
      expect(line).toMatchObject({ kind: "quiet-ended", priority: "routine" });
      expect(isAlarm(line!)).toBe(false);
    }
    expect(lines(ended("time"), {}, NOW + 4 * 86_400_000)).toEqual([]);
    expect(lines(ended("withdrawn", { by: "army" }))).toEqual([]);
  });
});
