import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { LANGUAGES, words } from "../words/words.svelte";
import type { Thread } from "../live/picture.svelte";
import { likenessOf, mishapOf, origin, remarkOf, textOf, titleOf } from "./said";
import type { Schema } from "../api/client";

vi.stubGlobal("document", { documentElement: {} });

type Finding = Schema["Finding"];

const description = readFileSync(join(import.meta.dirname, "../api/schema.d.ts"), "utf8");
const FINDINGS = [...(/^\s+Finding: (.*);$/m.exec(description)?.[1] ?? "").matchAll(/"([a-z-]+)"/g)].map(
  ([, name]) => name as Finding,
);

test.each(LANGUAGES)("whatever the office finds is said in %s, with all that belongs to it", async (language) => {
  await words.speak(language);
  await words.all();
  expect(FINDINGS.length).toBeGreaterThan(8);
  for (const finding of FINDINGS) {
    const report = { finding, party: "army", state: "Contingent", distance_m: 1_500, reason: "a medical flight" };
    const said = textOf({ report, text: "in English" });
    expect(said).not.toBe("in English");
    if (finding === "planned-over") expect(said).toContain("a medical flight");
    if (["planned-over", "comes-nearer", "closed-area", "channel-test"].includes(finding)) {
      expect(said).toContain("army");
    }
    const calm = textOf({ report: { ...report, state: "" }, text: "" });
    expect(calm !== said).toBe(/nearer/.test(finding));
  }
});

test("what a later office finds is said in its own words", () => {
  expect(textOf({ report: { finding: "something-new" as Finding }, text: "Something new." })).toBe("Something new.");
  expect(textOf({ text: "Is the bridge open?" })).toBe("Is the bridge open?");
});

type Code = Schema["RemarkCode"];
const ENUM = (name: string) =>
  [...(new RegExp(`^\\s+${name}: (.*);$`, "m").exec(description)?.[1] ?? "").matchAll(/"([a-z-]+)"/g)].map(
    ([, code]) => code!,
  );

describe.each(LANGUAGES)("in %s", (language) => {
  test("whatever is remarked on a file is said, with all that belongs to it", async () => {
    await words.speak(language);
    await words.all();
    const codes = ENUM("RemarkCode") as Code[];
    expect(codes.length).toBeGreaterThan(80);
    for (const code of codes) {
      const remark = {
        code,
        quoted: "QUOTED",
        bound: "lower",
        degrees: 95.25,
        length_m: 1_500,
        shift_m: -30,
        low_m: 100,
        high_m: 200,
        count: 7,
        of: 12,
        at: "2026-03-01T14:30:00Z",
      };
      const said = remarkOf(remark, "in English");
      expect(said).not.toBe("in English");
      expect(said).not.toMatch(/remark-|\{|\$/);
      if (/-unreadable$|^comma-|^of-another|^variable-/.test(code) && code !== "activity-unreadable")
        expect(said).toContain("QUOTED");
      if (/^bound-/.test(code)) {
        expect(remarkOf({ ...remark, bound: "upper" }, "")).not.toBe(said);
        if (code !== "bound-open") expect(remarkOf({ ...remark, shift_m: 30 }, "")).not.toBe(said);
      }
    }
  });

  test("whatever something in a file is like is said", async () => {
    await words.speak(language);
    await words.all();
    const known = ENUM("Known") as Schema["Known"][];
    expect(known.length).toBeGreaterThan(8);
    for (const one of known) {
      const like = { known: one, id: "row 5", title: "Clinic 2", distance_m: 120 };
      const near = likenessOf(like, "in English");
      expect(near).not.toBe("in English");
      expect(near).toContain("Clinic 2");
      expect(likenessOf({ ...like, distance_m: 0 }, "")).not.toBe(near);
    }
  });

  test("whatever goes wrong with a delivery is said", async () => {
    await words.speak(language);
    await words.all();
    const codes = ENUM("MishapCode") as Schema["MishapCode"][];
    expect(codes.length).toBeGreaterThan(15);
    for (const code of codes) {
      const said = mishapOf({ code, status: 503, within_s: 10, quoted: "QUOTED" }, "in English");
      expect(said).not.toBe("in English");
      if (code.endsWith("answered")) expect(said).toContain("503");
    }
  });

  test("each title that the office gives is said", async () => {
    await words.speak(language);
    await words.all();
    const headings = ENUM("Heading") as Schema["Heading"][];
    expect(headings.length).toBe(3);
    for (const heading of headings) expect(words.has(`title-${heading}`)).toBe(true);
    const thread = { title: "Conflict", heading: "conflict" } as Thread;
    expect(titleOf(thread) === "Conflict").toBe(language === "en");
    expect(titleOf({ title: "Conflict" } as Thread)).toBe("Conflict");
  });
});

test("a place in a file is said as far as it has words", async () => {
  await words.speak("ru");
  await words.all();
  const bare = (text: string) => text.replace(/[\u2068\u2069]/g, "");
  expect(bare(origin("row 5"))).toBe("строка 5");
  expect(bare(origin("Sites: row 5, part 2"))).toBe("Sites: строка 5, часть 2");
  expect(bare(origin("line 12"))).toBe("строка 12");
  expect(bare(origin("Placemark 3 (line 20)"))).toBe("Placemark 3 (строка 20)");
  expect(bare(origin("features[3]"))).toBe("features[3]");
});

test("what a later office remarks is said in its own words", async () => {
  await words.speak("ar");
  await words.all();
  expect(remarkOf({ code: "something-new" as Code }, "Something new.")).toBe("Something new.");
  expect(likenessOf(undefined, "at the very place of draft 1 (B)")).toBe("at the very place of draft 1 (B)");
});
