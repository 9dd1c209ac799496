import { expect, test } from "vitest";
import { Shelf } from "./shelf.svelte";

test("what reads the same stays the same object, and what has changed becomes another", () => {
  const shelf = new Shelf<{ id: string; version: number }>();
  shelf.fill([
    { id: "same", version: 1 },
    { id: "changed", version: 1 },
    { id: "gone", version: 1 },
  ]);
  const [same, changed] = shelf.all();
  shelf.fill([
    { id: "same", version: 1 },
    { id: "changed", version: 2 },
  ]);
  expect(shelf.get("same")).toBe(same);
  expect(shelf.get("changed")).not.toBe(changed);
  expect(shelf.size).toBe(2);
  shelf.put({ id: "same", version: 1 });
  expect(shelf.get("same")).toBe(same);
});

test("a filled shelf has the order of what it was filled with, though all is known", () => {
  const shelf = new Shelf<{ id: string }>();
  shelf.fill([{ id: "one" }, { id: "other" }]);
  shelf.fill([{ id: "other" }, { id: "one" }]);
  expect(shelf.all().map((thing) => thing.id)).toEqual(["other", "one"]);
});

test("what was looked at together is taken together", () => {
  const shelf = new Shelf<{ id: string; version: number }>();
  shelf.fill([
    { id: "stays", version: 1 },
    { id: "ends", version: 1 },
  ]);
  shelf.putAll(
    [
      { id: "stays", version: 2 },
      { id: "comes", version: 1 },
    ],
    ["ends", "never was"],
  );
  expect(shelf.all().map((thing) => `${thing.id} ${thing.version}`)).toEqual(["stays 2", "comes 1"]);
});

test("whatever differs, however deep, makes another thing", () => {
  const thing = {
    id: "a",
    card: { title: "Road", notes: null },
    extents: [{ lower_m: 1, upper_m: null }],
    due: [1, 2],
  };
  const shelf = new Shelf<object & { id: string }>();
  const others = [
    { ...thing, card: { title: "Road", notes: "" } },
    { ...thing, card: { title: "Road" } },
    { ...thing, extents: [{ lower_m: 1, upper_m: 2 }] },
    { ...thing, extents: [] },
    { ...thing, due: [2, 1] },
    { ...thing, due: null },
    { ...thing, more: undefined },
  ];
  for (const other of others) {
    shelf.fill([thing]);
    shelf.put(structuredClone(thing));
    expect(shelf.get("a")).toBe(thing);
    shelf.put(other);
    expect(shelf.get("a")).toBe(other);
  }
});
