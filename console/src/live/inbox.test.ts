import { describe, expect, test } from "vitest";
import { groupOf, inboxOf, isAlarm, type Lists } from "./inbox";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

function lists(more: Partial<Record<keyof Lists, unknown>>): Lists {
  const none = {
    threads: [],
    notices: [],
    agreements: [],
    applications: [],
    unopened: [],
    drafts: [],
    requests: [],
    answersSeen: {},
    incidents: [],
    incidentsSeen: {},
    quiet: [],
    quietSeen: {},
    contests: [],
    unbelieved: [],
    logSeen: {},
  };
  return { party: "army", person: "p1", now: NOW, ...none, ...more } as unknown as Lists;
}

function message(number: number, more: object = {}): object {
  const usual = { number, id: `m${number}`, by: "relief", at: at(-9), kind: "message", priority: "routine", text: "x" };
  return { ...usual, awaited: ["army"], due: at(60), ...more };
}

function thread(id: string, messages: object[] | undefined, more: object = {}): object {
  const mine = messages?.length ?? 1;
  return {
    id,
    parties: ["army", "relief"],
    title: id,
    priority: "routine",
    count: mine,
    mine_awaited: mine,
    messages,
    ...more,
  };
}

function receipt(more: object = {}): object {
  return { party: "army", precision: "exact", version: 2, given_at: at(-60), due: at(30), late: false, ...more };
}

function notice(id: string, receipts: object[], more: object = {}): object {
  const usual = { owner: "relief", kind: "site", state: "in force", version: 2, card: { title: id }, urgent: false };
  return { id, ...usual, made: at(-90), changed: at(-60), valid_until: at(100_000), receipts, ...more };
}

const kinds = (given: Lists) => inboxOf(given).waiting.map((one) => `${one.kind} ${one.id}`);

describe("the order", () => {
  test("is distress, overdue, urgent, what is due soonest, and then what has no time", () => {
    const threads = [
      thread("soon", [message(1, { due: at(5) })]),
      thread("later", [message(1, { due: at(50) })]),
      thread("late", [message(1, { due: at(-5) })]),
      thread("very late", [message(1, { due: at(-50) })]),
      thread("urgent", [message(1, { priority: "urgent", due: at(20) })]),
      thread("mayday", [message(1, { priority: "distress", due: at(90) })]),
    ];
    const agreements = [{ id: "air", version: 1, parties: ["army", "relief"], standing: "proposed", awaits: ["army"] }];
    expect(inboxOf(lists({ threads, agreements })).waiting.map((one) => one.id)).toEqual([
      "mayday", "very late", "late", "urgent", "soon", "later", "air",
    ]); // prettier-ignore
  });
});

test("the groups are in the order of the list, and what others let pass is none of ours to do now", () => {
  const late = receipt({ party: "relief", due: at(-300) });
  const notices = [notice("theirs", [late], { owner: "army" }), notice("read", [receipt({ acknowledged_at: at(-1) })])];
  const threads = [thread("late", [message(1, { due: at(-5) })]), thread("soon", [message(1)])];
  expect(inboxOf(lists({ threads, notices })).waiting.map(groupOf)).toEqual(["now", "timed", "others", "whenever"]);
});

describe("of threads", () => {
  test("each message that awaits the party is a line, and those of others are not", () => {
    const others = message(2, { awaited: ["relief"] });
    const given = thread("t", [
      message(1),
      others,
      message(3, { kind: "test" }),
      message(4, { by: "", kind: "office" }),
    ]);
    expect(kinds(lists({ threads: [{ ...given, mine_awaited: 3 }] }))).toEqual(["message t", "test t", "conflict t"]);
  });

  test("messages that are not read yet are counted", () => {
    const [line] = inboxOf(lists({ threads: [thread("t", undefined, { mine_awaited: 7 })] })).waiting;
    expect(line).toMatchObject({ kind: "unread", count: 7 });
  });

  test("nothing is there of a thread that awaits nothing", () => {
    expect(inboxOf(lists({ threads: [thread("t", undefined, { mine_awaited: 0 })] })).waiting).toEqual([]);
  });
});

describe("of notices", () => {
  test("one that was given is first to be acknowledged, then to be passed on, then done", () => {
    const read = { acknowledged_at: at(-1) };
    const passed = { ...read, passed_on: [{ unit: "3rd", version: 2 }] };
    const passedBefore = { ...read, passed_on: [{ unit: "3rd", version: 1 }] };
    expect(kinds(lists({ notices: [notice("n", [receipt()])] }))).toEqual(["notice n"]);
    expect(kinds(lists({ notices: [notice("n", [receipt(read)])] }))).toEqual(["pass-on n"]);
    expect(kinds(lists({ notices: [notice("n", [receipt(passed)])] }))).toEqual([]);
    expect(kinds(lists({ notices: [notice("n", [receipt(passedBefore)])] }))).toEqual(["pass-on n"]);
  });

  test("one that is over, or was taken away, awaits nothing", () => {
    const gone = [
      notice("w", [receipt()], { state: "withdrawn" }),
      notice("e", [receipt()], { state: "expired" }),
      notice("t", [receipt({ taken_away: true })]),
    ];
    expect(inboxOf(lists({ notices: gone })).waiting).toEqual([]);
  });

  test("one's own is there when others let the time pass, with who", () => {
    const late = receipt({ party: "relief", due: at(-1), level: 2 });
    const given = [notice("n", [late, receipt({ party: "drones" })], { owner: "army" })];
    const [line] = inboxOf(lists({ notices: given })).waiting;
    expect(line).toMatchObject({ kind: "elsewhere", parties: ["relief"], level: 2 });
  });

  test("one's own is asked about when it ends within three days, or a tenth of its time is left", () => {
    const long = { owner: "army", changed: at(-60 * 24 * 80), valid_until: at(60 * 24 * 2) };
    const short = { owner: "army", changed: at(-95), valid_until: at(5) };
    const fresh = { owner: "army", changed: at(-5), valid_until: at(95) };
    expect(kinds(lists({ notices: [notice("l", [], long), notice("s", [], short), notice("f", [], fresh)] }))).toEqual([
      "still-valid s", "still-valid l",
    ]); // prettier-ignore
  });
});

describe("of what else waits", () => {
  test("an application is there while one may object and has not", () => {
    const one = (id: string, more: object = {}) => ({
      id, version: 1, state: "applying", since: at(-9), profile: { name: id }, objections_until: at(9), ...more,
    }); // prettier-ignore
    const applications = [
      one("new"),
      one("army"),
      one("objected", { objections: [{ by: "army", at: at(-1), reason: "r" }] }),
      one("too late", { objections_until: at(-1) }),
    ];
    expect(kinds(lists({ applications }))).toEqual(["application new"]);
  });

  test("a draft awaits a second person, not whoever wrote it", () => {
    const one = (id: string, state: string, authors: string[]) => ({
      id,
      version: 1,
      state,
      authors,
      form: { card: { title: id } },
    });
    const drafts = [
      one("mine", "written", ["p1"]),
      one("theirs", "written", ["p2"]),
      one("c", "checked", ["p1"]),
      one("r", "released", ["p2"]),
    ];
    expect(kinds(lists({ drafts })).sort()).toEqual(["draft-check theirs", "draft-release c"]);
  });
});

test("what must be heard is urgent, distress, or has been escalated", () => {
  const { waiting } = inboxOf(
    lists({
      threads: [
        thread("calm", [message(1)]),
        thread("urgent", [message(1, { priority: "urgent" })]),
        thread("escalated", [message(1, { level: 1 })]),
      ],
    }),
  );
  expect(
    waiting
      .filter(isAlarm)
      .map((one) => one.id)
      .sort(),
  ).toEqual(["escalated", "urgent"]);
});

test("the list stays as it is until something becomes due, is over, or is asked again", () => {
  const until = (more: Parameters<typeof lists>[0]) => inboxOf(lists(more)).until - NOW;
  const minutes = (count: number) => count * 60_000;
  expect(until({})).toBe(Infinity);
  expect(until({ threads: [thread("t", [message(1, { due: at(-5) }), message(2, { due: at(7) })])] })).toBe(minutes(7));
  expect(until({ notices: [notice("n", [receipt({ due: at(9) })])] })).toBe(minutes(9));
  const own = notice("n", [receipt({ due: at(9), acknowledged_at: at(-1) })], { owner: "army", valid_until: at(100) });
  expect(until({ notices: [own] })).toBe(minutes(100 - 16));
  const applicant = { id: "new", state: "applying", profile: { name: "New" }, objections_until: at(11) };
  expect(until({ applications: [applicant] })).toBe(minutes(11));
  expect(until({ applications: [{ ...applicant, objections_until: at(-11) }] })).toBe(Infinity);
});

describe("of requests", () => {
  const asked = (state: string, more: object = {}) => ({
    id: "r",
    title: "The road",
    asker: "relief",
    priority: "urgent",
    needed_by: at(-1),
    responses: [{ party: "army", state, steps: [] }],
    ...more,
  });
  const answered = asked("answered", {
    asker: "army",
    responses: [{ party: "relief", state: "answered", steps: [{ state: "answered", at: at(-5) }] }],
  });

  test("what one was asked waits until there is a whole answer, a refusal or a withdrawal", () => {
    const [line] = inboxOf(lists({ requests: [asked("partly-answered")] })).waiting;
    expect(line).toMatchObject({ kind: "request", from: "relief", overdue: true, priority: "urgent" });
    for (const state of ["answered", "declined"]) expect(kinds(lists({ requests: [asked(state)] }))).toEqual([]);
    expect(kinds(lists({ requests: [asked("sent", { withdrawn: at(-1) })] }))).toEqual([]);
  });

  test("an answer is there until it was seen, and one more is there again", () => {
    expect(kinds(lists({ requests: [answered] }))).toEqual(["answer r"]);
    expect(kinds(lists({ requests: [answered], answersSeen: { r: 1 } }))).toEqual([]);
    expect(kinds(lists({ requests: [answered], answersSeen: { r: 0 } }))).toEqual(["answer r"]);
    expect(kinds(lists({ requests: [answered], now: NOW + 4 * 86_400_000 }))).toEqual([]);
  });
});

describe("incidents", () => {
  const incident = (more: object) => ({ id: "i", title: "Low over the convoy", opened_by: "relief", ...more });
  const of = (more: object, seen: object = {}) =>
    inboxOf(lists({ incidents: [incident(more)], incidentsSeen: seen })).waiting;

  test("what is asked of the party is work, each kind a line of its own", () => {
    const awaits = { stand: true, facts: 2, questions: 1, actions: 3, due: at(60), closing: true };
    const lines = of({ awaits });
    expect(lines.map(({ kind, count }) => `${kind} ${count ?? ""}`.trim())).toEqual([
      "incident-answer",
      "incident-actions 3",
      "incident-closing",
      "incident-facts 2",
      "incident-questions 1",
    ]);
    expect(lines.map(groupOf)).toEqual(["now", "timed", "whenever", "whenever", "whenever"]);
    expect(of({})).toEqual([]);
  });

  test("an action that is late is to be done now, and the list says when it will be", () => {
    const late = of({ awaits: { actions: 1, due: at(-1) } });
    expect(late.map((line) => [line.overdue, groupOf(line)])).toEqual([[true, "now"]]);
    const soon = { incidents: [incident({ awaits: { actions: 1, due: at(5) } })] };
    expect(inboxOf(lists(soon)).until).toBe(Date.parse(at(5)));
  });

  test("what another said last is news for three days, until it was seen", () => {
    const last = { by: "relief", what: "fact-stand", at: at(-10) };
    expect(of({ last }).map(({ kind, from, what }) => [kind, from, what])).toEqual([
      ["incident-news", "relief", "fact-stand"],
    ]);
    expect(of({ last }, { i: at(-10) })).toEqual([]);
    expect(of({ last }, { i: at(-11) })).toHaveLength(1);
    expect(of({ last: { ...last, at: at(-3 * 24 * 60 - 1) } })).toEqual([]);
    expect(of({ last: { what: "action-overdue", at: at(-10) } })).toHaveLength(1);
  });

  test("what is asked for is not told as news beside it", () => {
    const last = { by: "relief", what: "facts", at: at(-10) };
    expect(of({ last, awaits: { facts: 1 } }).map(({ kind }) => kind)).toEqual(["incident-facts"]);
    expect(of({ last, awaits: { closing: true } }).map(({ kind }) => kind)).toEqual([
      "incident-closing",
      "incident-news",
    ]);
  });

  test("a text to close it is no news once the party has answered, or it is closed or open again", () => {
    const last = { by: "relief", what: "closing-proposed", at: at(-10) };
    const lines = (more: object) => of({ last, ...more }).map(({ kind }) => kind);
    expect(lines({ awaits: { closing: true } })).toEqual(["incident-closing"]);
    expect(lines({ awaits: { closing: false } })).toEqual([]);
    expect(lines({ state: "closed by agreement", awaits: { actions: 1 } })).toEqual(["incident-actions"]);
    expect(lines({ awaits: { facts: 1 } })).toEqual(["incident-facts"]);
    expect(of({ last: { ...last, what: "closing-answered" } })).toHaveLength(1);
  });
});

describe("what was found against the log", () => {
  const contest = (finding: string, party: string, at: string) => ({ finding, party, at, evidence: "{}" });
  const contests = [
    contest("split", "relief", "2026-02-02"),
    contest("split", "army", "2026-02-03"),
    contest("shortened", "army", "2026-02-01"),
  ];

  test("is distress, one line of each finding, by whoever found it first, until it was seen", () => {
    const { waiting } = inboxOf(lists({ contests }));
    expect(waiting.map(({ key, from, priority }) => `${key}, ${from}, ${priority}`)).toEqual([
      "log shortened, army, distress",
      "log split, relief, distress",
    ]);
    expect(waiting.every(isAlarm)).toBe(true);
    expect(kinds(lists({ contests, logSeen: { "log split": true } }))).toEqual(["log-contested log"]);
  });

  test("and keys that are not believed are urgent, anew for each of them", () => {
    const unbelieved = ["office.example/log+1a2b3c4d+AAAA"];
    const { waiting } = inboxOf(lists({ unbelieved }));
    expect(waiting.map(({ key, priority }) => `${key}, ${priority}`)).toEqual(["log keys 1a2b3c4d, urgent"]);
    expect(kinds(lists({ unbelieved, logSeen: { "log keys 00000000": true } }))).toEqual(["log-keys log"]);
    expect(kinds(lists({ unbelieved, logSeen: { "log keys 1a2b3c4d": true } }))).toEqual([]);
  });
});
