import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

/** An arrow between rooms points down only: docs/decisions/0006-console.md. What lies beside the rooms, as the router, is for
 * pages and the frame. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  pages: ["pages", "frame", "parts", "map", "live", "space", "words", "api", "kept", "."],
  frame: ["frame", "parts", "live", "words", "api", "style", "kept", "."],
  parts: ["parts", "map", "live", "space", "words", "api"],
  map: ["map", "parts", "live", "space", "words", "api", "style"],
  live: ["live", "words", "api"],
  space: ["space"],
  words: ["words", "kept"],
  api: ["api", "kept"],
  style: ["style", "kept"],
  kept: ["kept"],
};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name) ? [path] : [];
  });
}

function roomOf(path: string): string {
  const [first, ...rest] = relative(import.meta.dirname, path).split("/");
  return rest.length > 0 ? first! : ".";
}

test("no arrow between rooms points up", () => {
  const wrong: string[] = [];
  for (const path of sources(import.meta.dirname)) {
    const room = roomOf(path);
    for (const [, , name] of readFileSync(path, "utf8").matchAll(/(from|import\(|import)\s*"(\.[^"]+)"/g)) {
      const target = roomOf(resolve(dirname(path), name!));
      if (room !== "." && !MAY_IMPORT[room]?.includes(target)) {
        wrong.push(`${relative(import.meta.dirname, path)} -> ${name}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
