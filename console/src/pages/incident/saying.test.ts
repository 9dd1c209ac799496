import { describe, expect, test } from "vitest";
import type { Schema } from "../../api/client";
import {
  cameLate,
  closingsOf,
  inOrder,
  linesOf,
  standsOf,
  waitsFor,
  type Closing,
  type Fact,
  type Said,
} from "./saying";
import { aroundThen, byOwner, nameOfStep, type ToldThing } from "./told";

const said = (by: string, more: Partial<Said> = {}): Said => ({ by, at: "2031-05-01T10:00:00Z", ...more });
const order = (one: string, other: string): number => one.localeCompare(other);

test("one's own party stands first, all others by their names and by nothing else", () => {
  const names: Record<string, string> = { a: "Zebra", b: "Army", c: "Relief", d: "Army" };
  const sides = ["a", "d", "c", "b"].map((party) => ({ party }));
  const inThatOrder = (own: string): string =>
    inOrder(sides, own, (id) => names[id] ?? "", order)
      .map(({ party }) => party)
      .join("");
  expect(inThatOrder("c")).toBe("cbda");
  expect(inThatOrder("a")).toBe("abdc");
  expect(inThatOrder("nobody")).toBe("bdca");
});

describe("what each says to a fact", () => {
  const fact: Fact = {
    id: "1",
    state: "disputed",
    said: said("relief"),
    stands: [{ party: "army", stand: "disputes", said: said("army", { text: "Higher." }) }],
  };

  test("whoever proposes it agrees, and who has said nothing says nothing", () => {
    const says = (of: Fact): string[] => standsOf(of, ["army", "drones", "relief"]).map(({ stand }) => stand);
    expect(says(fact)).toEqual(["disputes", "none", "agrees"]);
    const taken: Fact = { ...fact, stands: [{ party: "relief", stand: "none", said: said("relief") }] };
    expect(says(taken)).toEqual(["none", "none", "none"]);
  });

  test("with what it says instead", () => {
    expect(standsOf(fact, ["army"])[0]?.said?.text).toBe("Higher.");
    expect(standsOf(fact, ["drones"])[0]?.said).toBeUndefined();
  });
});

test("each line that has words is one", () => {
  expect(linesOf("  It was noon.\n\n \r\nIt rained. ")).toEqual(["It was noon.", "It rained."]);
  expect(linesOf(" \n ")).toEqual([]);
});

test("one closing stands at most, and those before it are read backwards", () => {
  const closing = (id: string, more: Partial<Closing> = {}): Closing => ({
    id,
    by_agreement: true,
    closed: false,
    said: said("relief"),
    ...more,
  });
  const over = said("army");
  const all = [closing("1", { over }), closing("2", { over, closed: true }), closing("3")];
  expect(closingsOf({ closings: all })).toEqual({ now: all[2], over: [all[1], all[0]] });
  expect(closingsOf({ closings: all.slice(0, 2) }).now).toBeUndefined();
  expect(closingsOf({})).toEqual({ now: undefined, over: [] });
});

describe("what waits for a channel", () => {
  const parties = ["army", "drones", "gone", "relief"].map((party) => ({ party, state: "unanswered" as const }));
  const isHere = (party: string): boolean => party !== "gone";
  const given = [{ party: "army", at: "2031-05-01T10:00:00Z" }];

  test("waits for those who are here and do not hold it, of one's own alone", () => {
    expect(waitsFor(said("relief", { given }), { waiting: true, parties }, "relief", isHere)).toEqual(["drones"]);
    expect(waitsFor(said("army"), { waiting: true, parties }, "relief", isHere)).toEqual([]);
    expect(waitsFor(said("relief"), { waiting: false, parties }, "relief", isHere)).toEqual([]);
  });

  test("came late if it came more than a minute after it was said", () => {
    expect(cameLate(said("army", { received: "2031-05-01T10:00:30Z" }))).toBe(false);
    expect(cameLate(said("army", { received: "2031-05-01T10:02:00Z" }))).toBe(true);
    expect(cameLate(said("relief"))).toBe(false);
  });
});

test("what was told stands by whose it is, and by whether it came before the incident began", () => {
  const thing = (id: string, owner: string): ToldThing => ({ kind: "notice", id, owner, sight: "all", told: [] });
  const { ours, theirs } = byOwner([thing("1", "army"), thing("2", "relief"), thing("3", "army")], "army");
  expect([ours, theirs].map((those) => those.map(({ id }) => id))).toEqual([["1", "3"], ["2"]]);
  const steps: Schema["ToldStepOut"][] = [
    { what: "told", at: "2031-05-01T09:00:00Z" },
    { what: "passed on", at: "2031-05-01T09:30:00Z", later: true },
  ];
  const { before, later } = aroundThen({ party: "army", steps });
  expect([before.map(({ what }) => what), later.map(({ what }) => nameOfStep(what))]).toEqual([
    ["told"],
    ["inc-step-passed-on"],
  ]);
});
