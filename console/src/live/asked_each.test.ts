import { expect, test } from "vitest";
import { Problem } from "../api/problem";
import { AskedEach } from "./asked_each.svelte";

/** An office that answers when it is told to. */
function office() {
  const open = new Map<string, { answer: (text: string) => void; refuse: (code: string) => void }>();
  const asked: string[] = [];
  const each = new AskedEach((wish: string) => {
    asked.push(wish);
    return new Promise<string>((resolve, reject) => {
      open.set(wish, { answer: resolve, refuse: (code) => reject(new Problem({ code })) });
    });
  }, 2);
  const want = (...keys: string[]) => each.want(new Map(keys.map((key) => [key, key])));
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return {
    each,
    asked,
    want,
    answer: async (wish: string) => (open.get(wish)!.answer(`answer to ${wish}`), await settled()),
    refuse: async (wish: string, code: string) => (open.get(wish)!.refuse(code), await settled()),
  };
}

test("a few are asked at a time, in their order, and each once however often they are wanted", async () => {
  const { each, asked, want, answer } = office();
  want("a", "b", "c", "d");
  expect(asked).toEqual(["a", "b"]);
  want("a", "b", "c", "d");
  await answer("b");
  want("a", "b", "c", "d");
  expect(asked).toEqual(["a", "b", "c"]);
  expect([each.get("a"), each.get("b")]).toEqual([undefined, "answer to b"]);
  await answer("a");
  expect(asked).toEqual(["a", "b", "c", "d"]);
});

test("what is wanted no longer is not begun; what is known stays known", async () => {
  const { each, asked, want, answer } = office();
  want("a", "b", "c");
  await answer("a");
  want("x");
  await answer("b");
  expect(asked).toEqual(["a", "b", "c", "x"]);
  await answer("x");
  want("a", "x");
  expect(asked).toHaveLength(4);
  expect(each.get("a")).toBe("answer to a");
});

test("what could not be asked is tried when it is wanted again; what was refused, only when somebody says so", async () => {
  const { each, asked, want, refuse, answer } = office();
  want("a", "b");
  await refuse("a", "unreachable");
  await refuse("b", "not-found");
  expect(each.problem?.code).toBe("unreachable");
  want("a", "b");
  expect(asked).toEqual(["a", "b", "a"]);
  await answer("a");
  expect(each.problem?.code).toBe("not-found");
  each.again();
  expect(asked).toEqual(["a", "b", "a", "b"]);
  await answer("b");
  expect(each.problem).toBeUndefined();
});
