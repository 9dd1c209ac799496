import { afterEach, expect, test, vi } from "vitest";
import { mine } from "./mine";
import { session } from "./session.svelte";

afterEach(() => (session.me = null));

test("of nobody nothing is kept: nobody would sign out, and it would lie there for whoever comes next", () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
  mine.keep("tab", "hand-over", "secret");
  expect(kept.size).toBe(0);
  expect(mine.read("tab", "hand-over")).toBeUndefined();
  session.me = { party: "army", person: { id: "p1" } } as unknown as NonNullable<typeof session.me>;
  mine.keep("tab", "hand-over", "ours");
  expect([...kept.keys()]).toEqual(["tansiq.of.army.p1.hand-over"]);
  expect(mine.read("tab", "hand-over")).toBe("ours");
});

test("of what was chosen in a list last, what cannot be read is as it is without a choice", () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
  session.me = { party: "army", person: { id: "p1" } } as unknown as NonNullable<typeof session.me>;
  const everything = { state: "", party: "" };
  expect(mine.wishes("requests", everything)).toEqual(everything);
  mine.keep("tab", "requests", '{"state":"overdue"}');
  expect(mine.wishes("requests", everything)).toEqual({ state: "overdue", party: "" });
  mine.keep("tab", "requests", "{");
  const wishes = mine.wishes("requests", everything);
  expect(wishes).toEqual(everything);
  expect(wishes).not.toBe(everything);
});
