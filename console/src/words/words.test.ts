import { parse, Resource, Message, Pattern, type Entry, type BaseNode } from "@fluent/syntax";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES, LOCALES } from "./words.svelte";

/** The messages of each language against each other, and against what the pages say. */

const SOURCE = join(import.meta.dirname, "..");
const LATIN_IS_RIGHT = new Set(["utc", "position-mgrs", "mgrs", "mgrs-short", "totp", "csv", "xlsx", "wgs84"]);

const QUIETLY = { throwIfNoEntry: false } as const;

interface Said {
  file: string;
  entry: Message;
}

function messagesOf(language: string): Map<string, Said> {
  const found = new Map<string, Said>();
  const folder = join(SOURCE, "words", language);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".ftl"))) {
    const resource: Resource = parse(readFileSync(join(folder, file), "utf8"), {});
    for (const entry of resource.body as Entry[]) {
      if (entry.type === "Junk") throw new Error(`${language}/${file}: not Fluent: ${JSON.stringify(entry)}`);
      if (!(entry instanceof Message)) continue;
      if (found.has(entry.id.name)) throw new Error(`${language}/${file}: ${entry.id.name} is said twice`);
      found.set(entry.id.name, { file, entry });
    }
  }
  return found;
}

function walk(node: unknown, visit: (node: BaseNode & { type: string }) => void): void {
  if (Array.isArray(node)) return node.forEach((part) => walk(part, visit));
  if (typeof node !== "object" || node === null || !("type" in node)) return;
  visit(node as BaseNode & { type: string });
  for (const [key, part] of Object.entries(node)) if (key !== "span") walk(part, visit);
}

function variablesOf(message: Message): string[] {
  const found = new Set<string>();
  walk(message.value, (node) => {
    if (node.type === "VariableReference") found.add((node as unknown as { id: { name: string } }).id.name);
  });
  return [...found].sort();
}

function textOf(pattern: Pattern | null): string {
  let text = "";
  walk(pattern, (node) => {
    if (node.type === "TextElement") text += (node as unknown as { value: string }).value;
  });
  return text;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name) ? [path] : [];
  });
}

/** Names that the pages say, and beginnings of names whose rest comes from data (`t(`role-${role}`)`). */
function saidInPages(): { names: Set<string>; beginnings: Set<string> } {
  const names = new Set<string>();
  const beginnings = new Set<string>();
  for (const path of sources(SOURCE)) {
    const text = readFileSync(path, "utf8");
    for (const [, name] of text.matchAll(/["'`]([a-z0-9]+(?:-[a-z0-9]+)*)["'`]/g)) names.add(name!);
    for (const [, start] of text.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)*-)\$\{/g)) beginnings.add(start!);
  }
  return { names, beginnings };
}

/** Names that are surely said as messages. */
function asked(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of sources(SOURCE)) {
    const text = readFileSync(path, "utf8");
    for (const [, name] of text.matchAll(/\bt\(\s*["']([^"']+)["']/g))
      found.set(name!, [...(found.get(name!) ?? []), path]);
  }
  return found;
}

const all = Object.fromEntries(LANGUAGES.map((language) => [language, messagesOf(language)]));
const english = all.en!;

describe.each(LANGUAGES)("the words in %s", (language) => {
  const theirs = all[language]!;

  test("say every message, each in the file of the same name", () => {
    const missing = [...english.keys()].filter((id) => theirs.get(id)?.file !== english.get(id)!.file);
    const more = [...theirs.keys()].filter((id) => !english.has(id));
    expect({ missing, more }).toEqual({ missing: [], more: [] });
  });

  test("use the same variables as in English", () => {
    const differing = [...theirs].filter(
      ([id, said]) => english.has(id) && variablesOf(said.entry).join() !== variablesOf(english.get(id)!.entry).join(),
    );
    expect(differing.map(([id]) => id)).toEqual([]);
  });

  test("hold every form of number that the language has", () => {
    const categories = new Intl.PluralRules(LOCALES[language]).resolvedOptions().pluralCategories;
    const lacking: string[] = [];
    for (const [id, { entry }] of theirs) {
      walk(entry.value, (node) => {
        if (node.type !== "SelectExpression") return;
        const select = node as unknown as { variants: { key: { name?: string; value?: string }; default: boolean }[] };
        const keys = select.variants.map((variant) => variant.key.name ?? variant.key.value ?? "");
        const isPlural = keys.some((key) => ["zero", "one", "two", "few", "many"].includes(key));
        if (!isPlural) return;
        // Arabic's "few" to "other" differ in the noun; "zero" may be said like "other".
        for (const category of categories) {
          if (category !== "zero" && category !== "other" && !keys.includes(category))
            lacking.push(`${id}: ${category}`);
        }
      });
    }
    expect(lacking).toEqual([]);
  });
});

describe.each(LANGUAGES.filter((language) => language !== "en"))("the words in %s", (language) => {
  test("are that language's, and not left in English", () => {
    const letters = language === "ar" ? /\p{Script=Arabic}/u : /\p{Script=Cyrillic}/u;
    const left = [...all[language]!].filter(([id, said]) => {
      const text = textOf(said.entry.value);
      return !LATIN_IS_RIGHT.has(id) && /\p{L}{2,}/u.test(text) && !letters.test(text);
    });
    expect(left.map(([id]) => id)).toEqual([]);
  });
});

test("every message is said somewhere", () => {
  const { names, beginnings } = saidInPages();
  const unused = [...english.keys()].filter(
    (id) => !names.has(id) && ![...beginnings].some((start) => id.startsWith(start)),
  );
  expect(unused).toEqual([]);
});

test("every message that a page asks for is there", () => {
  const missing = [...asked()].filter(([id]) => !english.has(id));
  expect(missing).toEqual([]);
});

/** The files that come with the first script: what `main.ts` imports, and what those import. */
function first(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, from] of readFileSync(path, "utf8").matchAll(
    /^\s*(?:import|export)(?! type)[^;]*?["'](\.[^"']+)["'];/gm,
  )) {
    const beside = join(dirname(path), from!);
    const file = [beside, `${beside}.ts`, join(beside, "index.ts")].find((name) => statSync(name, QUIETLY)?.isFile());
    if (file && /\.(svelte|ts)$/.test(file)) first(file, found);
  }
  return found;
}

test("what the first page says comes with it, and not later", () => {
  const pieces = first(join(SOURCE, "main.ts"));
  expect(pieces.size).toBeGreaterThan(50);
  expect(pieces).toContain(join(SOURCE, "pages/Watch.svelte"));
  const late = [...asked()]
    .filter(([id]) => english.get(id)?.file.startsWith("later"))
    .flatMap(([id, places]) =>
      places.filter((path) => pieces.has(path)).map((path) => `${relative(SOURCE, path)}: ${id}`),
    );
  // Those who apply stand before another page, and have the words of all; remarks on files and reports come later, too.
  expect(late.filter((line) => !/^(parts\/(Standing|said)|frame\/Outsider)/.test(line))).toEqual([]);
});

test("no message speaks of approval or clearance", () => {
  const forbidden = /approv|clearance|cleared|одобр|разрешени|موافق|تصريح/iu;
  const found = LANGUAGES.flatMap((language) =>
    [...all[language]!]
      .filter(([, said]) => forbidden.test(textOf(said.entry.value)))
      .map(([id]) => `${language} ${id}`),
  );
  expect(found).toEqual([]);
});

/** What is written together with an Arabic word: and, so; by, for, as; the. */
const ARABIC_BEFORE = "[وف]?[بلك]?(?:ال)?";
/** The table of docs/terms.md: one word for one thing. */
const terms = readFileSync(join(SOURCE, "../../docs/terms.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| \S/.test(line) && !line.startsWith("| English"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, en, ar, ru, not]) => ({ words: { en, ar, ru } as Record<string, string>, not: not ? not.split(", ") : [] }));
const spoken = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    [...all[language]!].map(([id, { entry }]) => [id, textOf(entry.value)] as const),
  ]),
);

test.each(LANGUAGES)("each term stands in the messages in %s as in the table of terms", (language) => {
  const text = spoken[language]!.map(([, said]) => said).join("\n");
  expect(terms.length).toBeGreaterThan(20);
  expect(
    terms.map(({ words }) => words[language]!).filter((term) => !text.toLowerCase().includes(term.toLowerCase())),
  ).toEqual([]);
});

test("no message has a word that the table of terms replaces", () => {
  const found = LANGUAGES.flatMap((language) =>
    spoken[language]!.flatMap(([id, said]) =>
      terms
        .flatMap(({ not }) => not)
        .filter((word) => new RegExp(`(?<![\\p{L}\\p{M}])${ARABIC_BEFORE}${word}`, "iu").test(said))
        .map((word) => `${language} ${id}: ${word}`),
    ),
  );
  expect(found).toEqual([]);
});

test("a kind has one name, on the map and in agreements", () => {
  const differing = LANGUAGES.flatMap((language) => {
    const said = new Map(spoken[language]);
    return [...said.keys()]
      .filter((id) => id.startsWith("thing-kind-"))
      .filter((id) => said.get(id)!.toLowerCase() !== said.get(id.slice("thing-".length))!.toLowerCase())
      .map((id) => `${language} ${id}`);
  });
  expect(differing).toEqual([]);
});
