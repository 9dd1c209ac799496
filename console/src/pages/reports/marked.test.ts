import { expect, test } from "vitest";
import { piecesOf } from "./marked";

test.each([
  ["the bridge is open", [[4, 10]], ["the ", "[bridge]", " is open"]],
  ["🚚🚚 الجسر مفتوح", [[3, 8]], ["🚚🚚 ", "[الجسر]", " مفتوح"]],
  ["all", [[0, 3]], ["[all]"]],
  ["nothing", [], ["nothing"]],
  ["short", [[2, 99]], ["sh", "[ort]"]],
] as const)("%s", (text, found, wanted) => {
  const pieces = piecesOf({ text, found: found as never });
  expect(pieces.map((one) => (one.isFound ? `[${one.text}]` : one.text))).toEqual(wanted);
});
