/** What others have written, as it may stand among our own words. A text may hold marks that nobody sees and that turn
 * around what stands beside it, so that "12:30" is read as "03:21"; and marks without end that lie over the lines above.
 * They are left out where an answer comes in: the office keeps what was sent, to the letter. What directs Arabic within
 * its own line (U+200E, U+200F, U+061C) and joins its letters stays. */
const TURNING = "\\u202a-\\u202e\\u2066-\\u2069";
const TURNS = new RegExp(`[${TURNING}]`, "gu");
/** No language piles up more than a few. */
const PILED = /(\p{M}{4})\p{M}+/gu;
/** In JSON these may be spelt out. */
const SPELT = /\\u(?:202[a-e]|206[6-9]|03[0-6])/i;

/** Most texts hold nothing but ASCII, and answers are long: to look for that is much cheaper than to look for marks. */
const BEYOND_ASCII = /[^\u0000-\u007f]/;

/** A text without them. */
export function plain(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  return text.replace(TURNS, "").replace(PILED, "$1");
}

/** A JSON document, all of whose texts are plain. */
export function plainJson(document: string): string {
  if (!SPELT.test(document)) return plain(document);
  return JSON.stringify(
    JSON.parse(document, (_, value: unknown) => (typeof value === "string" ? plain(value) : value)),
  );
}

/** An answer, all of whose texts are plain if it is JSON. */
export async function plainAnswer(answer: Response): Promise<Response> {
  const isJson = /^application\/(?:problem\+)?json\b/.test(answer.headers.get("Content-Type") ?? "");
  if (!isJson) return answer;
  const document = await answer.text();
  const { status, statusText, headers } = answer;
  return new Response(documentOf(document), { status, statusText, headers });
}

function documentOf(document: string): string {
  try {
    return plainJson(document);
  } catch {
    return document; // no JSON after all: whoever reads it says so
  }
}
