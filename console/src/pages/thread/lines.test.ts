import { describe, expect, test } from "vitest";
import type { Schema } from "../../api/client";
import { linesOf, wished, type Wish } from "./lines";

const message = (number: number, kind = "message", refers_to = 0) =>
  ({ number, id: `m${number}`, at: "2026-03-01T12:00:00Z", kind, priority: "routine", text: "x", refers_to }) as const;
const linesFor = (messages: unknown[]) => linesOf(messages as Schema["MessageOut"][]);

describe("the lines of a thread", () => {
  test("are in order, whatever order the messages came in", () => {
    expect(linesFor([message(3), message(1), message(2)]).map((line) => line.message.number)).toEqual([1, 2, 3]);
  });

  test("hold translations beside their original, and say by what it was corrected", () => {
    const [first, second, ...more] = linesFor([message(1), message(2, "translation", 1), message(3, "correction", 1)]);
    expect(first).toMatchObject({ translations: [{ number: 2 }], corrections: [3] });
    expect(second!.message.number).toBe(3);
    expect(more).toEqual([]);
  });

  test("keep a translation whose original is further up and not read yet", () => {
    expect(linesFor([message(9, "translation", 2)]).map((line) => line.message.number)).toEqual([9]);
  });
});

describe("the threads wished for", () => {
  const thread = (id: string, more: object) => ({
    id,
    title: id,
    parties: ["army"],
    priority: "routine",
    changed: `2026-03-0${id.length}T00:00:00Z`,
    ...more,
  });
  const threads = [
    thread("a", { closed: "2026-03-01T00:00:00Z" }),
    thread("bb", { mine_awaited: 2, about: [{ subject: "notice", id: "n" }] }),
    thread("ccc", { hotline: true, priority: "distress", title: "Bridge" }),
  ] as unknown as Schema["ThreadOut"][];
  const all: Wish = { state: "all", awaited: false, hotlines: false, priority: "", about: "", text: "" };
  const found = (wish: Partial<Wish>) =>
    wished(threads, { ...all, ...wish }, (party) => `The ${party}`).map((one) => one.id);

  test("come with the last word first", () => expect(found({})).toEqual(["ccc", "bb", "a"]));
  test("are those that are open", () => expect(found({ state: "open" })).toEqual(["ccc", "bb"]));
  test("are those that await the party", () => expect(found({ awaited: true })).toEqual(["bb"]));
  test("are hotlines, of a priority, about a kind of thing", () => {
    expect(found({ hotlines: true })).toEqual(["ccc"]);
    expect(found({ priority: "distress" })).toEqual(["ccc"]);
    expect(found({ about: "notice" })).toEqual(["bb"]);
  });
  test("are found by title and by a party's name", () => {
    expect(found({ text: "bridge" })).toEqual(["ccc"]);
    expect(found({ text: "the army" })).toEqual(["ccc", "bb", "a"]);
  });
});
