import { afterEach, expect, test, vi } from "vitest";
import { listOf } from "./lists";

/** What the office answers, one after the other; and what it was asked. */
function office(...answers: (Response | TypeError)[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    const answer = answers[asked.length - 1]!;
    if (answer instanceof TypeError) throw answer;
    return answer;
  });
  return asked;
}

function page(ids: string[], next?: string): Response {
  return Response.json({ items: ids.map((id) => ({ id })), ...(next === undefined ? {} : { next }) });
}

afterEach(() => vi.unstubAllGlobals());

test("a list is read to its end, in its order, from where each page says that it goes on", async () => {
  const asked = office(page(["a", "b"], "b&c=?"), page(["c"], "last"), page(["d"]));
  expect(await listOf("/api/v1/threads", { open: "true" })).toEqual([
    { id: "a" },
    { id: "b" },
    { id: "c" },
    { id: "d" },
  ]);
  const begin = "/api/v1/threads?open=true&limit=1000";
  expect(asked).toEqual([begin, `${begin}&cursor=b%26c%3D%3F`, `${begin}&cursor=last`]);
});

test("half a list is none: a page that is refused, is cut off or never comes is a problem, whatever came before", async () => {
  const refusal = { code: "too-slow", title: "Too slow", status: 503 };
  office(page(["a"], "b"), Response.json(refusal, { status: 503, headers: { "Retry-After": "7" } }));
  await expect(listOf("/api/v1/notices")).rejects.toMatchObject({ code: "too-slow", status: 503, retryAfter: 7 });
  office(page(["a"], "b"), new TypeError("no network"));
  await expect(listOf("/api/v1/notices")).rejects.toMatchObject({ code: "unreachable" });
  for (const answer of ['{"items": [{"id": "a"', "<html>sign in to the hotel</html>", "null", '{"items": {}}']) {
    office(new Response(answer, { headers: { "Content-Type": "application/json" } }));
    await expect(listOf("/api/v1/notices")).rejects.toMatchObject({ code: "unreachable", status: 200 });
  }
});

test("texts that would turn a line around are plain in lists, too", async () => {
  office(Response.json({ items: [{ id: "a", title: "12:30\u202e" }] }));
  expect(await listOf("/api/v1/operations")).toEqual([{ id: "a", title: "12:30" }]);
});
