import { expect, test, vi } from "vitest";
import { formOfSight, isTooLittle, sightOf, type Sight } from "./sight";

const asked = (party: string) => formOfSight(party, "site", [{ lower_m: 0 }], "exact");
const ask = vi.fn((form: { viewer: string }) => Promise.resolve({ viewer: form.viewer } as unknown as Sight));

test("the same is asked once, and what is asked now is not forgotten for the sake of many others", async () => {
  const of = (at: number) => sightOf(asked(`party ${at}`), ask);
  await Promise.all(Array.from({ length: 250 }, (_, at) => of(at)));
  expect(ask).toHaveBeenCalledTimes(250);
  await Promise.all(Array.from({ length: 200 }, (_, at) => of(at + 50)));
  expect(ask).toHaveBeenCalledTimes(250);
  await of(0);
  expect(ask, "the oldest made room").toHaveBeenCalledTimes(251);
});

test("what could not be asked is asked again", async () => {
  const refuse = vi.fn(() => Promise.reject(new Error("no line")));
  await expect(sightOf(asked("far"), refuse)).rejects.toThrow("no line");
  await expect(sightOf(asked("far"), ask)).resolves.toMatchObject({ viewer: "far" });
});

test("too little is what shows less than a party is to be told", () => {
  expect(["nothing", "exists", "coarse", "all"].map((sight) => isTooLittle({ sight }, "exact"))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(["nothing", "exists", "coarse", "all"].map((sight) => isTooLittle({ sight }, "coarse"))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
