import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Paced } from "./paced";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const REST_MS = 1_000;

test("the first time it is done at once, and then once for all that is asked meanwhile", async () => {
  const act = vi.fn();
  const paced = new Paced(act, REST_MS);
  paced.ask();
  expect(act).toHaveBeenCalledTimes(1);
  for (let i = 0; i < 5; i++) paced.ask();
  await vi.advanceTimersByTimeAsync(REST_MS - 1);
  expect(act).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(act).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10 * REST_MS);
  expect(act, "nothing was asked any more").toHaveBeenCalledTimes(2);
});

test("a steady stream of questions neither hastens nor starves it", async () => {
  const act = vi.fn();
  const paced = new Paced(act, REST_MS);
  for (let at_ms = 0; at_ms < 10 * REST_MS; at_ms += 50) {
    paced.ask();
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(act).toHaveBeenCalledTimes(11);
});

test("what takes long is not begun twice, and is followed by its rest", async () => {
  const act = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 5 * REST_MS)));
  const paced = new Paced(act, REST_MS);
  paced.ask();
  await vi.advanceTimersByTimeAsync(3 * REST_MS);
  paced.ask();
  await vi.advanceTimersByTimeAsync(2 * REST_MS);
  expect(act).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(REST_MS);
  expect(act).toHaveBeenCalledTimes(2);
});

test("what is over is not done any more", async () => {
  const act = vi.fn();
  const paced = new Paced(act, REST_MS);
  paced.ask();
  paced.ask();
  await vi.advanceTimersByTimeAsync(0);
  paced.end();
  paced.ask();
  await vi.advanceTimersByTimeAsync(3 * REST_MS);
  expect(act).toHaveBeenCalledTimes(1);
});
