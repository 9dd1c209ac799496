import { expect, test } from "vitest";
import { readProof, withoutContent } from "./file";
import { onPaper } from "./paper";
import { provesNot } from "./proves";
import { encode } from "uqr";

const NAME = "office.example/log";

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** As the office writes it: a body that speaks of a content within a text, and a content that begins alike. */
function proofOf(content: string, hashes = 12): string {
  const unit = '3rd "},\\"content\\":\\" squadron';
  const body = JSON.stringify({ says: "passed on", subject: "notice", id: "x", party: "p", to: ["p"], at_us: 1, unit });
  const entry = { sequence: 7, time_us: 1, party: "", kind: "receipt.made", salt: "00", body };
  const extra = JSON.stringify(content ? { entry, content } : { entry });
  const cosigned = new Uint8Array(76);
  new DataView(cosigned.buffer).setUint32(0, 0x00c0ffee);
  new DataView(cosigned.buffer).setBigUint64(4, 1_796_000_007n);
  return [
    "c2sp.org/tlog-proof@v1",
    `extra ${base64(new TextEncoder().encode(extra))}`,
    "index 6",
    ...Array.from({ length: hashes }, (_, at) => base64(new Uint8Array(32).fill(at))),
    "",
    NAME,
    "9",
    base64(new Uint8Array(32)),
    "",
    `— ${NAME} ${base64(new Uint8Array(68))}`,
    `— army.example ${base64(cosigned)}`,
    "",
  ].join("\n");
}

/** What `tansiq verify` does, and docs/proof.md tells whoever has no program of ours. */
function joined(texts: readonly string[]): string {
  const pieces = texts.map((text) => text.slice(text.indexOf("\n") + 1));
  return `${pieces.join("").replace(/^-- /gm, "— ")}\n`;
}

test("codes hold the file, each no more than a camera reads, and nothing that a scanner would drop", () => {
  for (const [hashes, content] of [
    [0, ""],
    [20, "مرحبا \u{1f3e0} ".repeat(30)],
    [40, "x".repeat(300)],
  ] as const) {
    const text = proofOf(content, hashes);
    const { texts, isWithout } = onPaper(text, 7, 9);
    expect(isWithout).toBe(false);
    expect(joined(texts)).toBe(text);
    const bytes = new TextEncoder().encode(text).length;
    texts.forEach((piece, at) => {
      expect(piece.split("\n")[0]).toBe(`tansiq-proof ${at + 1}/${texts.length} 7/9/${bytes}`);
      expect(piece).toBe(piece.trim());
      expect(piece).toMatch(/^tansiq-proof [^\n]*\n\S/);
      expect(piece).toMatch(/^[\n -~]*$/);
      expect(encode(piece, { ecc: "M", maxVersion: 25, boostEcc: false }).version).toBeLessThanOrEqual(25);
    });
  }
});

test("what was given is left out where it takes too many codes, and nothing else", () => {
  const text = proofOf(`},"content":"${"y".repeat(6_000)}`);
  const { texts, isWithout } = onPaper(text, 7, 9);
  expect(isWithout).toBe(true);
  expect(joined(texts)).toBe(proofOf(""));
  expect(withoutContent(proofOf(""))).toBe(proofOf(""));
});

test("what is too long for paper gets none", () => {
  expect(onPaper(proofOf("", 400), 7, 9).texts).toEqual([]);
});

test("a file is read as it may be shown: what turns text around is left out", () => {
  const proof = readProof(proofOf("right \u202e left"));
  expect(proof.content).toBe("right  left");
  expect(proof.receipt.unit).toContain("squadron");
  expect([proof.log, proof.size, proof.sequence, proof.signed]).toEqual([NAME, 9, 7, [NAME]]);
  expect(proof.cosigned).toEqual([{ name: "army.example", keyId: "00c0ffee", at: new Date(1_796_000_007_000) }]);
  expect(() => readProof("something else")).toThrow(TypeError);
});

test("a witness who saw it before the office says that it was recorded contradicts the office's clock", () => {
  const proof = readProof(proofOf(""));
  expect(provesNot(proof)).toContain("proof-not-clock-bound");
  const seenAt = proof.cosigned[0]!.at.getTime() * 1_000;
  expect(provesNot({ ...proof, timeUs: seenAt + 999_999 })).toContain("proof-not-clock-bound");
  expect(provesNot({ ...proof, timeUs: seenAt + 1_000_000 })).toContain("proof-not-clock-contradicted");
  expect(provesNot({ ...proof, cosigned: [] })).toContain("proof-not-clock");
});
