import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { patient } from "./patience";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const later = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);

/** An office that answers at once, and then says what it has to say whenever it is told to. */
function speaking(): ReadableStreamDefaultController<Uint8Array> {
  let speaker: ReadableStreamDefaultController<Uint8Array> | undefined;
  vi.stubGlobal("fetch", async (_: string, { signal }: { signal: AbortSignal }) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        speaker = controller;
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
    });
    return new Response(body, { headers: { "Content-Type": "application/json" } });
  });
  return { enqueue: (piece) => speaker!.enqueue(piece), close: () => speaker!.close() } as typeof speaker & object;
}

const piece = (text: string) => new TextEncoder().encode(text);

test("a long answer over a slow line comes in full, however long it takes", async () => {
  const office = speaking();
  const asked = patient("/list");
  await later(0);
  for (const text of ["[1", ",2", ",3", ",4", "]"]) {
    await later(15);
    office.enqueue(piece(text));
  }
  office.close();
  expect(await (await asked).json()).toEqual([1, 2, 3, 4]);
  await later(60); // and nothing is aborted afterwards
});

test("an answer that breaks off is given up", async () => {
  const office = speaking();
  const asked = patient("/list").catch((thrown: DOMException) => thrown.name);
  await later(0);
  office.enqueue(piece("[1"));
  await later(21);
  expect(await asked).toBe("TimeoutError");
});

test("an office that does not begin to answer is given up", async () => {
  vi.stubGlobal(
    "fetch",
    (_: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
  );
  const asked = patient("/list").catch((thrown: DOMException) => thrown.name);
  await later(19);
  await later(2);
  expect(await asked).toBe("TimeoutError");
});
