import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { LANGUAGES, words } from "../words/words.svelte";
import { textOf } from "./said";
import type { Schema } from "../api/client";

vi.stubGlobal("document", { documentElement: {} });

type Finding = Schema["Finding"];

const description = readFileSync(join(import.meta.dirname, "../api/schema.d.ts"), "utf8");
const FINDINGS = [...(/^\s+Finding: (.*);$/m.exec(description)?.[1] ?? "").matchAll(/"([a-z-]+)"/g)].map(
  ([, name]) => name as Finding,
);

test.each(LANGUAGES)("whatever the office finds is said in %s, with all that belongs to it", async (language) => {
  await words.speak(language);
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
