import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { office } from "./pretend_office";
import { picture } from "./picture.svelte";

beforeEach(() => {
  vi.useFakeTimers();
  office.open();
});

afterEach(() => {
  picture.end();
  vi.useRealTimers();
});

/** Time goes by, and whatever was due in it is done. */
async function later(milliseconds = 50): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

async function begun(): Promise<void> {
  await picture.begin();
  await later();
}

test("what a gap in the feed has hidden is read, however often that fails at first", async () => {
  await begun();
  office.isReachable = false;
  office.tell("gap", { last: 9 });
  await later();
  expect(picture.line).toBe("lost");
  await later(10_000);
  office.has.set("operations", [{ id: "meanwhile" }]);
  office.isReachable = true;
  await later(3_000);
  expect(picture.operations.get("meanwhile")).toBeDefined();
});

test("after the end nothing is asked and nothing is filled, whatever was under way or was to be tried again", async () => {
  office.has.set("operations", [{ id: "theirs" }]);
  const beginning = picture.begin();
  picture.end();
  await beginning;
  await later(10_000);
  expect([picture.operations.size, picture.isRead, picture.line]).toEqual([0, false, "starting"]);

  await begun();
  office.isReachable = false;
  office.tell("operation", { number: 6, subject: "operation", id: "theirs" });
  await later();
  expect(picture.line).toBe("lost");
  picture.end();
  office.asked = [];
  await later(60_000);
  expect(office.asked).toEqual([]);
  expect(picture.line).toBe("starting");
});

test("what is told after a new beginning is looked at, though something of the last one never comes", async () => {
  await begun();
  office.holds.add("/api/v1/operations/stuck");
  office.tell("operation", { number: 6, subject: "operation", id: "stuck" });
  await later();
  await begun();
  office.has.set("operations", [{ id: "new" }]);
  office.tell("operation", { number: 7, subject: "operation", id: "new" });
  await later();
  expect(picture.operations.get("new")).toBeDefined();
});

test("what was said in threads stays while all lists are read anew, and is known to be from before", async () => {
  const message = { number: 1, awaited: ["us"] };
  office.has.set("threads", [{ id: "distress", count: 1, mine_awaited: 1, messages: [message] }]);
  await begun();
  expect(picture.threads.get("distress")!.messages).toBeUndefined();
  await picture.refresh("thread", "distress");
  expect(picture.threads.get("distress")).toMatchObject({ messages: [message] });
  office.has.set("threads", [{ id: "distress", count: 2, mine_awaited: 2, messages: [] }]);
  office.tell("gap", { last: 9 });
  await later();
  expect(picture.threads.get("distress")).toMatchObject({ count: 2, messages: [message], isBehind: true });
  await picture.refresh("thread", "distress");
  expect(picture.threads.get("distress")).not.toHaveProperty("isBehind");
});

test("a thing stays while it cannot be said that it is gone, and goes when it is", async () => {
  office.has.set("operations", [{ id: "flight" }]);
  await begun();
  office.refusal = { code: "token-refused", status: 401 };
  office.refuses.add("/api/v1/operations/flight");
  await expect(picture.refresh("operation", "flight")).rejects.toMatchObject({ status: 401 });
  expect(picture.operations.get("flight")).toBeDefined();
  office.refuses.clear();
  office.has.clear();
  await picture.refresh("operation", "flight");
  expect(picture.operations.get("flight")).toBeUndefined();
});

test("many items are taken together, and agreements among them read all things once", async () => {
  await begun();
  const items = Array.from({ length: 40 }, (_, at) => ({ id: `flight ${at}` }));
  office.has.set("operations", items);
  office.asked = [];
  const putAll = vi.spyOn(picture.operations, "putAll");
  const told = items.map(({ id }, at) => ({ number: 6 + at, subject: "operation", id }));
  office.tell("item", ...told, ...["one", "other"].map((id) => ({ number: 50, subject: "agreement", id })));
  await later();
  expect(picture.operations.size).toBe(40);
  expect(putAll.mock.calls.length).toBeLessThan(4);
  expect(office.asked.filter((path) => path === "/api/v1/agreements")).toHaveLength(1);
  putAll.mockRestore();
});

test("threads are read that are open or await something; others when somebody wants to show them", async () => {
  const over = { closed: "2026-01-01T00:00:00Z" };
  const threads = [{ id: "open" }, { id: "awaited", mine_awaited: 1, ...over }, { id: "old", ...over, messages: [] }];
  office.has.set("threads", threads);
  await begun();
  const known = () =>
    picture.threads
      .all()
      .map((thread) => thread.id)
      .sort();
  expect(known()).toEqual(["awaited", "open"]);
  for (const id of ["old", "old", "never was"]) picture.want("thread", id);
  await later();
  expect(known()).toEqual(["awaited", "old", "open"]);
  expect(office.asked.filter((path) => path === "/api/v1/threads/old")).toHaveLength(1);
  office.tell("gap", { last: 9 });
  await later();
  expect(known()).toEqual(["awaited", "old", "open"]);
});
