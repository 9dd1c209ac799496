import { proofFile, proofName } from "../api/proofs";
import { partyName } from "../live/picture.svelte";
import type { Receipt } from "../live/receipts.svelte";
import { isolated } from "../words/isolated";
import { number } from "../words/format";
import { t } from "../words/words.svelte";
import { addressOf, type Place } from "./addresses";
import { shownTo } from "./names";

/** What a receipt says, in a line. */
export function lineOf({ says, party, person, unit, why }: Receipt): string {
  const named = { party: isolated(partyName(party)), person: isolated(shownTo(person ?? "")) };
  const name = says.replace(" ", "-");
  if (says === "passed on") return t("proof-line-passed-on", { ...named, unit: isolated(unit ?? "") });
  if (says === "told") return t("proof-line-told", { ...named, why: isolated(why ?? "") });
  return t(
    person && says !== "taken in" && says !== "given" ? `proof-line-${name}-person` : `proof-line-${name}`,
    named,
  );
}

/** Which edition or which part of the thing it speaks of; nothing where it is of the whole. */
export function partOf({ subject, version, message }: Receipt): string {
  if (message) return t(subject === "thread" ? "proof-message" : "proof-entry-of", { number: number(message) });
  return version ? t("notice-version", { version: number(version) }) : "";
}

/** Where a receipt stands on paper. */
export function paperOf(number: number): `/${string}` {
  return `/proofs/${number}`;
}

/** The page of what a receipt speaks of; nothing where there is none. */
export function placeOfSubject(subject: string, id: string): `/${string}` | undefined {
  const places: Record<string, Place> = {
    agreement: "agreements",
    incident: "incidents",
    notice: "notices",
    operation: "operations",
    party: "parties",
    "quiet-period": "quiet-periods",
    report: "reports",
    request: "requests",
    thread: "threads",
  };
  const place = places[subject];
  return place && addressOf(place, id);
}

/** Puts the file where the browser puts what is downloaded. It is asked for first: what the office refuses is said on the page,
 * and is no file. Gives its name. Throws a `Problem`. */
export async function download(number: number): Promise<string> {
  return save(await proofFile(number), proofName(number));
}

/** Puts a file where the browser puts what is downloaded. Gives its name. */
export function save(file: Blob, name: string): string {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.target = "_self"; // else the router takes it for a page
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return link.download;
}
