import { afterEach, expect, test } from "vitest";
import { byName, byText } from "./order";
import { words } from "./words.svelte";

afterEach(() => (words.language = "en"));

test("names are in the order of the language that is spoken, numbers by what they say", () => {
  words.language = "ru";
  expect(["Юг", "Ёлкино", "Жар", "Дом"].sort(byName)).toEqual(["Дом", "Ёлкино", "Жар", "Юг"]);
  words.language = "en";
  expect(["Site 10", "site 9", "Área", "Zone"].sort(byName)).toEqual(["Área", "site 9", "Site 10", "Zone"]);
});

test("moments and identifiers are in the order of their signs", () => {
  expect(["2026-03-01T12:00:00Z", "2026-02-28T23:00:00Z"].sort(byText)[0]).toContain("02-28");
  expect(["b", "B", "a"].sort(byText)).toEqual(["B", "a", "b"]);
  expect(byText("a", "a")).toBe(0);
});
