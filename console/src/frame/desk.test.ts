import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { office } from "../live/pretend_office";
import { picture } from "../live/picture.svelte";
import { desk } from "./desk.svelte";

beforeEach(() => {
  vi.useFakeTimers();
  office.open();
});

afterEach(() => {
  picture.end();
  vi.useRealTimers();
});

test("what is said in a thread that awaits us is read in the end, though nothing else happens", async () => {
  const message = { number: 1, awaited: ["us"] };
  office.has.set("threads", [{ id: "urgent", mine_awaited: 1, messages: [message] }]);
  await picture.begin();
  office.refuses = new Set(["/api/v1/threads/urgent"]);
  desk.readAwaited(picture.threads.all());
  await vi.advanceTimersByTimeAsync(7_000);
  expect(picture.threads.get("urgent")!.messages).toBeUndefined();
  office.refuses.clear();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(picture.threads.get("urgent")!.messages).toEqual([message]);
});
