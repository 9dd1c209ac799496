import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { office } from "./pretend_office";
import { people } from "./people.svelte";

beforeEach(() => {
  vi.useFakeTimers();
  office.open();
});
afterEach(() => vi.useRealTimers());

test("a name that could not be read, or is asked for while others are read, is known in the end", async () => {
  office.refuses.add("/api/v1/people");
  people.name("dana");
  await vi.advanceTimersByTimeAsync(100);
  expect(people.name("dana")).toBe("dana");

  office.refuses.clear();
  office.has.set("people", [{ id: "dana", name: "Dana" }]);
  await vi.advanceTimersByTimeAsync(6_000);
  people.name("dana");
  await vi.advanceTimersByTimeAsync(0);
  expect(people.name("dana")).toBe("Dana");

  people.name("sami");
  await Promise.resolve(); // it is being read
  office.has.set("people", [
    { id: "dana", name: "Dana" },
    { id: "lee", name: "Lee" },
  ]);
  people.name("lee");
  await vi.advanceTimersByTimeAsync(100);
  expect(people.name("lee")).toBe("Lee");
});
