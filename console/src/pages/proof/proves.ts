import type { ProofFile } from "./file";

/** What a file proves and what not: the messages of it, as `tansiq verify` says them. Whoever has cosigned is taken by name: of that the
 * page says that it has not been checked. */
export function proves({ content, cosigned }: ProofFile): string[] {
  return [
    "proof-proves-recorded",
    ...(content ? ["proof-proves-content"] : []),
    ...(cosigned.length > 0 ? ["proof-proves-seen"] : []),
  ];
}

export function provesNot({ receipt, content, cosigned }: ProofFile): string[] {
  const isSeen = cosigned.length > 0;
  return [
    `proof-not-${receipt.says.replace(" ", "-")}`,
    ...(receipt.content && !content ? ["proof-not-content"] : []),
    isSeen ? "proof-not-clock-bound" : "proof-not-clock",
    ...(receipt.said_us ? ["proof-not-own-word"] : []),
    isSeen ? "proof-not-witnesses" : "proof-not-alone",
    "proof-not-nothing-else",
    "proof-not-truth",
  ];
}
