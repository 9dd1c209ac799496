import type { Schema } from "../../../api/client";
import { emptySheet, type Sheet } from "../writing/sheet";

/** What is made of a document that was looked through, by what a person let stand: pure. */
export type Intake = Schema["IntakeOut"];
export type Proposal = Schema["ProposalOut"];

/** What a person said of a proposal; `speaker` as they would have it. */
export interface Judged {
  verdict: "" | "right" | "wrong";
  speaker: string;
}

export interface Piece {
  text: string;
  /** Which proposal's words these are. */
  proposal?: number;
}

/** The text in pieces, with the words of each proposal apart. They are found by what they say: what turns a text around was
 * taken out of it on the way, so that places may lie elsewhere. */
export function piecesOf(text: string, proposals: readonly Proposal[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const inOrder = proposals.map((one, index) => ({ ...one, index })).sort((one, other) => one.start - other.start);
  for (const { quote, index } of inOrder) {
    const from = text.indexOf(quote, at);
    if (from < 0 || !quote) continue;
    if (from > at) pieces.push({ text: text.slice(at, from) });
    pieces.push({ text: quote, proposal: index });
    at = from + quote.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** The lines that were left out, those with one reason that stand together in one. */
export function leftOutOf(found: Pick<Intake, "left_out">): { reason: string; lines: Intake["left_out"] }[] {
  const groups: { reason: string; lines: Intake["left_out"] }[] = [];
  for (const line of found.left_out) {
    const last = groups.at(-1);
    if (last?.reason === line.reason) last.lines.push(line);
    else groups.push({ reason: line.reason, lines: [line] });
  }
  return groups;
}

export function isJudged(judged: readonly Judged[]): boolean {
  return judged.every(({ verdict, speaker }) => verdict === "wrong" || (verdict === "right" && speaker.trim() !== ""));
}

const DAY_MS = 86_400_000;

/** The sheet of a report, with the original as evidence where it was kept. Of a document that says its day, the report speaks of that day;
 * how it is graded and marked, and who is told, a person says. */
export function sheetOf(found: Intake, judged: readonly Judged[], person: string, step: string, now: number): Sheet {
  const begins = Date.parse(`${found.date}T00:00Z`);
  const ends = Math.min(begins + DAY_MS - 60_000, Math.floor(now / 60_000) * 60_000);
  const isDated = !Number.isNaN(begins) && begins < ends;
  return {
    ...emptySheet(),
    title: found.title,
    text: found.text,
    language: found.language,
    source: found.author,
    outlet: found.outlet,
    from: isDated ? new Date(begins).toISOString() : "",
    until: isDated ? new Date(ends).toISOString() : "",
    claims: found.proposals.flatMap(({ quote }, index) => {
      const one = judged[index];
      return one?.verdict === "right" ? [{ speaker: one.speaker.trim(), text: quote }] : [];
    }),
    evidence: found.original
      ? [
          {
            sha256: found.original.sha256,
            name: found.original.name,
            origin: found.outlet,
            custody: [{ at: new Date(now).toISOString(), who: person, what: step }],
          },
        ]
      : [],
  };
}
