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
