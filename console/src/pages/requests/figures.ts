import { api, got, type Schema } from "../../api/client";
import { partyName, picture, type Agreement } from "../../live/picture.svelte";
import { byName } from "../../words/order";

/** How parties answer what they are asked, as figures. They stand in the order of names: none of them ranks anybody, so there
 * are no sums over agreements and no shares either. */
export type ResponseRecord = Schema["ResponseRecordOut"];

export interface Figure {
  agreement: string;
  record: ResponseRecord;
}

/** The counts of a record, in the order in which they are shown. */
export const COUNTS = [
  "asked",
  "open",
  "partly_answered",
  "answered",
  "declined",
  "declined_without_reason",
  "withdrawn",
  "overdue",
] as const satisfies readonly (keyof ResponseRecord)[];

/** A count in the names of messages: `figure-partly-answered`. */
export function keyOfCount(count: (typeof COUNTS)[number]): string {
  return count.replaceAll("_", "-");
}

/** Requests pass under an agreement that lets its sides inform each other; of any other there are no figures. */
export function hasFigures(level: Agreement["level"], standing: Agreement["standing"]): boolean {
  return level !== undefined && level !== "notification" && standing !== "proposed";
}

/** One's own agreements that have figures, by title. `party`: those that bind it, by itself or with its coalition. */
export function agreementsWithFigures(party = ""): Agreement[] {
  return picture.agreements
    .all()
    .filter(({ level, standing }) => hasFigures(level, standing))
    .filter(({ parties }) => !party || parties.some((side) => side === party || isIn(party, side)))
    .sort((one, other) => byName(titleOf(one), titleOf(other)));
}

export function titleOf(agreement: Agreement): string {
  return agreement.title || agreement.id;
}

function isIn(party: string, coalition: string): boolean {
  return picture.parties.get(coalition)?.members?.includes(party) ?? false;
}

const AT_ONCE = 4;

/** The figures under each of them, a few agreements at a time; by agreement as they come, then by the party's name. */
export async function figuresUnder(agreements: readonly string[]): Promise<Figure[]> {
  const found: Figure[] = [];
  for (let at = 0; at < agreements.length; at += AT_ONCE) {
    const some = agreements.slice(at, at + AT_ONCE);
    const answers = await Promise.all(
      some.map((id) => got(api.GET("/api/v1/agreements/{id}/responses", { params: { path: { id } } }))),
    );
    some.forEach((agreement, index) => {
      const records = [...(answers[index] ?? [])].sort((one, other) =>
        byName(partyName(one.party), partyName(other.party)),
      );
      found.push(...records.map((record) => ({ agreement, record })));
    });
  }
  return found;
}
