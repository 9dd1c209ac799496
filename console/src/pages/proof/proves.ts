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

export function provesNot(proof: ProofFile): string[] {
  const { receipt, content, cosigned } = proof;
  const isSeen = cosigned.length > 0;
  return [
    `proof-not-${receipt.says.replace(" ", "-")}`,
    ...(receipt.content && !content ? ["proof-not-content"] : []),
    clockOf(proof),
    ...(receipt.said_us ? ["proof-not-own-word"] : []),
    isSeen ? "proof-not-witnesses" : "proof-not-alone",
    "proof-not-nothing-else",
    "proof-not-truth",
  ];
}

/** What the witnesses' clocks say of the office's; they tell whole seconds. */
function clockOf({ cosigned, timeUs }: ProofFile): string {
  if (cosigned.some(({ at }) => (at.getTime() + 1_000) * 1_000 <= timeUs)) return "proof-not-clock-contradicted";
  return cosigned.length > 0 ? "proof-not-clock-bound" : "proof-not-clock";
}
