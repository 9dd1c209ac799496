import { expect, test } from "vitest";
import type { Schema } from "../api/client";
import { Outlook } from "./outlook.svelte";

type Seen = Schema["OutlookOut"];

const seen = (): Seen => ({ conflicts: [], exists: [], changes: [] }) as unknown as Seen;
const of = (id: string) => ({ id, kind: "drone" as const, extents: [{ altitude_reference: "WGS84" as const }] });
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("an answer that comes after a later one is not taken, whichever operation it is of", async () => {
  const open: ((seen: Seen) => void)[] = [];
  const outlook = new Outlook(() => new Promise((resolve) => open.push(resolve)));
  const [early, late, other] = [seen(), seen(), seen()];
  outlook.look(of("a"));
  outlook.look(of("a"));
  open[1]!(late);
  await settled();
  open[0]!(early);
  await settled();
  expect(outlook.seen).toBe(late);
  outlook.look(of("a"));
  expect(outlook.seen, "it stays until it is seen anew").toBe(late);
  outlook.look(of("b"));
  expect(outlook.seen, "it was of another").toBeUndefined();
  open[2]!(late);
  open[3]!(other);
  await settled();
  expect(outlook.seen).toBe(other);
  outlook.look(undefined);
  expect(outlook.seen).toBeUndefined();
});

test("what cannot be asked is not known", async () => {
  const outlook = new Outlook(() => Promise.reject(new Error("no line")));
  outlook.look(of("a"));
  await settled();
  expect(outlook.seen).toBeUndefined();
});
