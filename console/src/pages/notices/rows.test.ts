import { describe, expect, test } from "vitest";
import type { Notice } from "../../live/picture.svelte";
import { needOf, rungsOf, type Receipt } from "./ladder";
import { chosen, rowOf, type Wishes } from "./rows";
import { timesOf } from "./times";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const ALL: Wishes = { role: "all", kind: "", need: "", text: "", order: "need" };

function receipt(more: Partial<Receipt> = {}): Receipt {
  return {
    party: "army",
    precision: "exact",
    version: 1,
    given_at: "2026-03-01T08:00:00Z",
    under: "A",
    late: false,
    due: "2026-03-01T14:00:00Z",
    valid_until: "2026-06-01T00:00:00Z",
    ...more,
  };
}

function notice(more: Partial<Notice> = {}): Notice {
  return {
    id: "n",
    owner: "relief",
    kind: "site",
    sight: "all",
    state: "in force",
    version: 1,
    card: { title: "Clinic of Vex" },
    urgent: false,
    made: "2026-03-01T08:00:00Z",
    changed: "2026-03-01T08:00:00Z",
    valid_until: "2026-06-01T00:00:00Z",
    receipts: [receipt()],
    recipients: [{ party: "army", precision: "exact" }],
    ...more,
  };
}

describe("a notice needs", () => {
  const read = { acknowledged_at: "2026-03-01T09:00:00Z", acknowledged_by: "Nour" };
  const passed = { unit: "3rd", passed_at: "2026-03-01T09:30:00Z", said_at: "x", person: "Nour", version: 1 };
  test.each<[string, string, Partial<Notice>, string]>([
    ["reading by us", "army", {}, "read"],
    ["reading by us, and is overdue", "army", { receipts: [receipt({ due: "2026-03-01T11:00:00Z" })] }, "read-overdue"],
    ["passing on", "army", { receipts: [receipt(read)] }, "pass-on"],
    ["nothing of us", "army", { receipts: [receipt({ ...read, passed_on: [passed] })] }, "nothing"],
    [
      "passing on again, changed",
      "army",
      { receipts: [receipt({ ...read, version: 2, passed_on: [passed] })] },
      "pass-on",
    ],
    ["reading by them", "relief", {}, "theirs"],
    ["reading by them, overdue", "relief", { receipts: [receipt({ due: "2026-03-01T11:00:00Z" })] }, "theirs-overdue"],
    ["renewal", "relief", { valid_until: "2026-03-01T12:10:00Z", receipts: [receipt(read)] }, "renew"],
    ["a channel", "relief", { waiting: ["navy"], receipts: [receipt(read)] }, "waiting"],
    ["nothing of its owner", "relief", { receipts: [receipt(read)] }, "nothing"],
    ["nothing, withdrawn", "army", { state: "withdrawn" }, "nothing"],
  ])("%s", (_, party, more, need) => expect(needOf(notice(more), party, NOW)).toBe(need));
});

describe("a ladder", () => {
  test("says of no version that it was passed on because an earlier one was", () => {
    const passed = { unit: "3rd", passed_at: "2026-03-01T09:30:00Z", said_at: "x", person: "Nour", version: 1 };
    const last = (version: number) =>
      rungsOf(notice({ receipts: [receipt({ version, passed_on: [passed] })] }), NOW)[0]!.steps.at(-1)!.state;
    expect([last(1), last(2)]).toEqual(["done", "open"]);
  });

  test("has a rung for each recipient, also for whom it waits", () => {
    const recipients = [{ party: "navy" }, { party: "army" }];
    const rungs = rungsOf(notice({ recipients, waiting: ["navy"] }), NOW);
    expect(rungs.map((rung) => [rung.party, rung.waits, rung.steps.map((step) => step.state).join(" ")])).toEqual([
      ["army", false, "done done awaited open"],
      ["navy", true, "done awaited open open"],
    ]);
  });

  test("becomes overdue by the clock alone", () => {
    expect(rungsOf(notice(), NOW)[0]!.isOverdue).toBe(false);
    expect(rungsOf(notice(), Date.parse("2026-03-01T14:00:00Z"))[0]!.isOverdue).toBe(true);
  });
});

describe("a list of notices", () => {
  const rows = [
    notice({ id: "calm", receipts: [receipt({ acknowledged_at: "2026-03-01T09:00:00Z" })] }),
    notice({ id: "late", receipts: [receipt({ due: "2026-03-01T10:00:00Z" })], card: { title: "Água, naïve" } }),
    notice({ id: "mine", owner: "army", kind: "movement", receipts: [receipt({ party: "relief" })] }),
  ].map((one) => rowOf(one, "relief", NOW));
  const ids = (wishes: Partial<Wishes>) =>
    chosen(rows, { ...ALL, ...wishes }, (party) => `${party}!`).map((one) => one.id);

  test("shows first what needs somebody", () => expect(ids({})).toEqual(["late", "mine", "calm"]));
  test("is filtered by role, kind and need", () => {
    expect(ids({ role: "received" })).toEqual(["mine"]);
    expect(ids({ kind: "movement" })).toEqual(["mine"]);
    expect(ids({ need: "theirs-overdue" })).toEqual(["late"]);
  });
  test("is searched without accents and case, also by party", () => {
    expect(ids({ text: "NAIVE agua" })).toEqual(["late"]);
    expect(ids({ text: "army! vex" })).toHaveLength(2);
  });
});

test("what happened to a notice stands in the order of its times", () => {
  const read = receipt({
    acknowledged_at: "2026-03-01T09:00:00Z",
    withdrawn: true,
    withdrawn_at: "2026-03-01T10:00:00Z",
  });
  expect(timesOf(notice({ receipts: [read] })).map((one) => one.what)).toEqual(["taken", "given", "read", "withdrawn"]);
});
