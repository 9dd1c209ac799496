import { describe, expect, it } from "vitest";
import { alikeOf, forTheEye } from "./alike";

const named = (...names: [string, string][]) => names.map(([id, name]) => ({ id, profile: { name } }));

describe("parties whose names look alike", () => {
  it.each([
    ["Air Force", "air  force"],
    ["Air Force", "Air-Force."],
    ["Air Force", "Аir Fоrсе"], // Cyrillic А, о, с, е
    ["Air Force", "Aír Fórce"],
    ["Air Force", "A\u200dir Force"],
    ["Relief 10", "Relief lO"],
    ["Modern Air", "Modem Air"],
    ["الهلال", "الهـلال".replace("ـ", "")],
    ["Воздух", "ВОЗДУХ"],
  ])("%s and %s are", (one, other) => {
    expect(forTheEye(one)).toBe(forTheEye(other));
    expect(alikeOf(named(["a", one], ["b", other]))).toEqual(new Set(["a", "b"]));
  });

  it("are not, where they can be told apart", () => {
    expect(alikeOf(named(["army", "Army of the north"], ["relief", "Relief of the north"], ["x", "الهلال"]))).toEqual(
      new Set(),
    );
  });

  it("may be called like their own identifier, and not like another's, nor like the office", () => {
    expect(alikeOf(named(["army", "Army"], ["relief", "Relief"]))).toEqual(new Set());
    expect(alikeOf(named(["army", "Land forces"], ["relief", "ARMY"]))).toEqual(new Set(["relief"]));
    expect(alikeOf(named(["relief", "The Office"], ["b", "Центр"], ["c", "المكتب"]))).toEqual(
      new Set(["relief", "b", "c"]),
    );
  });
});
