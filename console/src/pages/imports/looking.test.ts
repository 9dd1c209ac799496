import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { office } from "../../live/pretend_office";
import { Looking } from "./looking.svelte";

/** A way out for files, as a browser has one: it sends until it is answered or given up. */
class Sending {
  static last: Sending;
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  isGivenUp = false;
  status = 0;
  responseText = "";
  declare onload: () => void;
  declare onabort: () => void;
  declare onloadend: () => void;
  open(): void {}
  setRequestHeader(): void {}
  getResponseHeader(): null {
    return null;
  }
  send(): void {
    Sending.last = this;
  }
  abort(): void {
    this.isGivenUp = true;
    this.onabort();
    this.onloadend();
  }
  answer(found: object): void {
    this.status = 202;
    this.responseText = JSON.stringify(found);
    this.onload();
    this.onloadend();
  }
}

const READING = { id: "file", state: "reading", done: 0, total: 9, items: [] };
const FILE = new Blob(["title,latitude,longitude"]) as File;

beforeEach(() => {
  vi.useFakeTimers();
  office.open();
  vi.stubGlobal("XMLHttpRequest", Sending);
  office.has.set("imports", [READING]);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function begun(): Looking {
  const looking = new Looking();
  void looking.begin(new File([FILE], "wells.csv"), {});
  return looking;
}

test("whoever goes on to another page neither sends nor asks any more", async () => {
  const looking = begun();
  looking.end();
  expect(Sending.last.isGivenUp).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looking.problem).toBeUndefined();

  const other = begun();
  Sending.last.answer(READING);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(office.asked.length).toBeGreaterThan(2);
  other.end();
  const asked = office.asked.length;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(office.asked.length - asked).toBeLessThanOrEqual(1);
  expect(other.step).toBe("reading");
});

test("what goes out is waited for, however long that takes; silence is not", async () => {
  const looking = begun();
  for (let sent = 1; sent <= 10; sent++) {
    await vi.advanceTimersByTimeAsync(60_000);
    Sending.last.upload.onprogress!({ loaded: sent, total: 10 });
  }
  expect([looking.step, looking.sent, looking.size]).toEqual(["sending", 10, 10]);
  await vi.advanceTimersByTimeAsync(119_000);
  expect(looking.problem).toBeUndefined();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(looking.problem?.code).toBe("unreachable");
  expect(looking.step).toBe("choosing");
});

test("an office from which nothing ever comes is given up, too", async () => {
  const looking = begun();
  await vi.advanceTimersByTimeAsync(121_000);
  expect(looking.problem?.code).toBe("unreachable");
});
