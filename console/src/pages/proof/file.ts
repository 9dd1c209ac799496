import { plain, plainJson } from "../../api/plain";

/** A receipt's file (C2SP tlog-proof) as it is shown. Nothing of it is checked here: whoever doubts the office has no reason to believe
 * its pages. */
export interface Receipt {
  says: string;
  subject: string;
  id: string;
  party: string;
  to: string[];
  at_us: number;
  by?: string;
  why?: string;
  version?: number;
  number?: number;
  person?: string;
  unit?: string;
  said_us?: number;
  content?: string;
}

export interface Cosigned {
  name: string;
  /** The 8 digits by which its key is spoken of. */
  keyId: string;
  /** By its own clock. */
  at: Date;
}

export interface ProofFile {
  /** To the letter, as the office gave it. */
  text: string;
  sequence: number;
  /** When the office recorded it, by its own clock. */
  timeUs: number;
  receipt: Receipt;
  /** What was given or told, where the file holds it; as it may be shown. */
  content: string;
  log: string;
  /** How many entries the log had. */
  size: number;
  root: string;
  signed: string[];
  cosigned: Cosigned[];
}

const KEY_ID_BYTES = 4;
const COSIGNATURE_BYTES = KEY_ID_BYTES + 8 + 64;
const SIGNATURE = /^— (\S+) (\S+)$/;

/** Reads what the office gave out. Throws where it is something else. */
export function readProof(text: string): ProofFile {
  const extra = extraOf(text);
  const { entry, content = "" } = JSON.parse(extra) as {
    entry: { sequence: number; time_us: number; body: string };
    content?: string;
  };
  const [checkpoint = "", signatures = ""] = text.slice(text.indexOf("\n\n") + 2).split("\n\n");
  const [log = "", size = "", root = ""] = checkpoint.split("\n");
  const signed: string[] = [];
  const cosigned: Cosigned[] = [];
  for (const line of signatures.split("\n")) {
    const [, name = "", made = ""] = SIGNATURE.exec(line) ?? [];
    if (name === log) signed.push(plain(name));
    else if (name) cosigned.push(...cosignatureOf(name, made));
  }
  const receipt = JSON.parse(plainJson(entry.body)) as Receipt;
  return {
    text,
    sequence: entry.sequence,
    timeUs: entry.time_us,
    receipt,
    content: plain(content),
    log: plain(log),
    size: Number(size),
    root,
    signed,
    cosigned,
  };
}

/** The same without what was given or told; it proves as much of the rest. `content` comes last, and a quotation mark within what comes
 * before it would be escaped. */
export function withoutContent(text: string): string {
  const extra = extraOf(text);
  const at = extra.indexOf('},"content":"');
  if (at < 0) return text;
  return text.replace(/^extra .*$/m, () => `extra ${asBase64(`${extra.slice(0, at)}}}`)}`);
}

function extraOf(text: string): string {
  const [, written] = /^extra (\S+)$/m.exec(text) ?? [];
  if (!written) throw new TypeError("this is no receipt");
  return new TextDecoder().decode(bytesOf(written));
}

/** Of whoever is not the log: a cosignature, which begins with its time. What is of another kind says nothing here. */
function cosignatureOf(name: string, made: string): Cosigned[] {
  const bytes = bytesOf(made);
  if (bytes.length !== COSIGNATURE_BYTES) return [];
  const seconds = new DataView(bytes.buffer).getBigUint64(KEY_ID_BYTES);
  const keyId = Array.from(bytes.subarray(0, KEY_ID_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [{ name: plain(name), keyId, at: new Date(Number(seconds) * 1_000) }];
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

function asBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
