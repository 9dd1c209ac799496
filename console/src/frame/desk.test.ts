import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { office } from "../live/pretend_office";
import { session } from "../api/session.svelte";
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

test("what becomes due moves up when it does, and nothing is made anew before", async () => {
  const now = Date.now();
  const message = { number: 1, by: "relief", priority: "routine", awaited: ["army"], due: new Date(now + 60_000) };
  office.has.set("threads", [{ id: "question", title: "?", mine_awaited: 1, messages: [message] }]);
  session.me = { party: "army", person: { id: "p1" } } as unknown as NonNullable<typeof session.me>;
  await picture.begin();
  await picture.refresh("thread", "question");
  desk.moveOn(now);
  const isOverdue = () => desk.waiting.map((one) => one.overdue);
  expect(isOverdue()).toEqual([false]);
  desk.moveOn(now + 59_000);
  expect(isOverdue()).toEqual([false]);
  desk.moveOn(now + 60_000);
  expect(isOverdue()).toEqual([true]);
  desk.moveOn(now - 3_600_000);
  expect(isOverdue()).toEqual([false]);
  session.me = null;
});
