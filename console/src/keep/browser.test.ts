import { afterEach, expect, test, vi } from "vitest";
import { here } from "./browser";

afterEach(() => vi.unstubAllGlobals());

test("a browser that refuses to keep anything keeps it as long as the page lasts", () => {
  vi.stubGlobal("localStorage", undefined);
  here.set("unit", "3rd squadron");
  expect(here.get("unit")).toBe("3rd squadron");
  here.drop("unit");
  expect(here.get("unit")).toBeNull();
});

test("what does not fit any more is not the old thing", () => {
  const kept = new Map([["unit", "old"]]);
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => kept.delete(name),
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  here.set("unit", "new");
  expect(here.get("unit")).toBe("new");
});
