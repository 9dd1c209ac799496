import { patient } from "./patience";

/** A page of a list as it was answered: its text is parsed where it is used. */
export interface AnsweredPage {
  status: number;
  statusText: string;
  retryAfter: string;
  text: string;
}

/** Asks for a list's pages, one after the other, and hands over each. Throws where nothing answers. `address`: with its
 * query. */
export async function eachPage(
  address: string,
  headers: Record<string, string>,
  hand: (page: AnsweredPage) => void,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const at = cursor === undefined ? address : `${address}&cursor=${encodeURIComponent(cursor)}`;
    const answer = await patient(at, { headers, credentials: "same-origin" });
    const { status, statusText, ok } = answer;
    const text = await answer.text();
    hand({ status, statusText, retryAfter: answer.headers.get("Retry-After") ?? "", text });
    cursor = ok ? nextIn(text) : undefined;
  } while (cursor !== undefined);
}

/** Where a list goes on. What is no page ends it: whoever reads it says so. */
function nextIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { next?: string | null } | null)?.next ?? undefined;
  } catch {
    return undefined;
  }
}
