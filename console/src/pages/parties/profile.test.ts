import { expect, test, vi } from "vitest";
import { Problem } from "../../api/problem";
import { words } from "../../words/words.svelte";
import { draftOf, emptyContact, emptyProfile, formOf, wrongAt } from "./profile";

vi.stubGlobal("document", { documentElement: {} });

test("what was read is given back as it was", () => {
  const profile = {
    name: "Relief",
    kind: "relief" as const,
    languages: ["en", "ar"],
    contacts: [{ name: "Samir", role: "duty", phone: "+1", email: "", languages: ["ar"] }],
    keys: ["a".repeat(43) + "=", "b".repeat(43) + "="],
  };
  expect(formOf(draftOf(profile))).toEqual(profile);
});

test("a contact of whom nothing is said is left out, and spaces at the ends, too", () => {
  const draft = {
    ...emptyProfile("ru"),
    name: "  Связь ",
    contacts: [emptyContact(), { ...emptyContact(), phone: " 1 " }],
  };
  const form = formOf(draft);
  expect(form.name).toBe("Связь");
  expect(form.contacts?.map((contact) => contact.phone)).toEqual(["1"]);
  expect(form.keys).toEqual([]);
});

test("contacts that were not shown are none", () => {
  const seen = { name: "North", kind: "air-force" as const, languages: ["en"], keys: [], contacts: null };
  expect(draftOf(seen).contacts).toEqual([]);
});

test("a refusal is said at the field it names, and at the list that holds it", async () => {
  await words.speak("en");
  await words.all();
  const problem = new Problem({ code: "profile-invalid", field: "profile.keys[1]" });
  expect(wrongAt(problem, "profile.keys")).not.toBe("");
  expect(wrongAt(problem, "profile.name")).toBe("");
  expect(wrongAt(undefined, "profile.name")).toBe("");
});
