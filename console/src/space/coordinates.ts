import { forward, toPoint } from "mgrs";
import { inWesternDigits } from "./digits";

/** Positions as people write and read them: decimal degrees, degrees with minutes and seconds, MGRS; WGS84. Typed in any
 * of these, in Latin or Arabic digits, with the hemispheres of the three languages. Pure. */
export interface Position {
  lat: number;
  lng: number;
}

export type Form = "decimal" | "dms" | "icao" | "mgrs";

/** Why a text is no position. Each has a message `position-WHY`. */
export type Why =
  | "empty"
  | "unreadable"
  | "two-needed"
  | "comma-unclear"
  | "one-hemisphere"
  | "same-axis"
  | "sign-and-hemisphere"
  | "latitude-range"
  | "longitude-range"
  | "swapped"
  | "minutes-range"
  | "seconds-range"
  | "fraction-place"
  | "mgrs-odd"
  | "mgrs-invalid"
  | "mgrs-square"
  | "mgrs-polar";

export type Read = { ok: true; position: Position; form: Form } | { ok: false; why: Why; part: string };

/** Digits of an MGRS reference for one metre. */
const METRE_DIGITS = 5;
const POLAR_NORTH = 84;
const POLAR_SOUTH = -80;

export function decimal({ lat, lng }: Position, digits = 5): string {
  return `${fixed(lat, digits)}, ${fixed(lng, digits)}`;
}

/** Degrees, minutes and seconds, to a tenth of a second (3 m). */
export function dms({ lat, lng }: Position): string {
  return `${sexagesimal(lat, 2, "N", "S")} ${sexagesimal(lng, 3, "E", "W")}`;
}

/** To the metre; nothing in the polar regions, which this grid does not cover. */
export function mgrs({ lat, lng }: Position): string | undefined {
  if (lat < POLAR_SOUTH || lat > POLAR_NORTH) return undefined;
  const text = forward([wrapped(lng), lat], METRE_DIGITS);
  const found = /^(\d{1,2}[A-Z])([A-Z]{2})(\d{5})(\d{5})$/.exec(text);
  return found ? `${found[1]} ${found[2]} ${found[3]} ${found[4]}` : undefined;
}

/** Reads a position. What is not one says why, and which part of the text is meant. */
export function readPosition(text: string): Read {
  const plain = inPlainLetters(text);
  if (plain === "") return refused("empty", "");
  return readMgrs(plain) ?? readDegrees(plain, text);
}

/** Several positions, one a line. Empty lines do not count. */
export function readPositions(text: string): { line: number; text: string; read: Read }[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, text: line.trim(), read: readPosition(line) }))
    .filter(({ text: line }) => inPlainLetters(line) !== "");
}

function refused(why: Why, part: string): Read {
  return { ok: false, why, part };
}

function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}

function sexagesimal(value: number, width: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(value) * 36_000);
  const degrees = String(Math.floor(tenths / 36_000)).padStart(width, "0");
  const minutes = String(Math.floor(tenths / 600) % 60).padStart(2, "0");
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return `${degrees}°${minutes}′${seconds}″${value < 0 && tenths > 0 ? negative : positive}`;
}

function wrapped(lng: number): number {
  return lng === 180 ? -180 : lng;
}

/** Marks that only steer the direction of writing: pasted texts are full of them. */
const DIRECTION_MARKS = /[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** One digit, one minus, one degree sign, one comma: however they were typed. */
function inPlainLetters(text: string): string {
  return inWesternDigits(text)
    .replace(DIRECTION_MARKS, "")
    .replace(/[\u066b]/g, ".")
    .replace(/[\u060c\u066c]/g, ",")
    .replace(/[\u061b;|/]/g, ";")
    .replace(/[\u2212\u2010-\u2015]/g, "-")
    .replace(/[\u00ba\u02da\u1d52]/g, "°")
    .replace(/[\u2033\u201c-\u201f\u02ba\u301e]|''|′′|’’/g, '"')
    .replace(/[\u2032\u2018-\u201b\u02b9\u02bc`´]/g, "'")
    .replace(/\u0640/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function readMgrs(plain: string): Read | undefined {
  const text = plain
    .replace(/^mgrs[: ]*/i, "")
    .replace(/[ ,-]/g, "")
    .toUpperCase();
  if (/^[ABYZ][A-Z]{2}\d*$/.test(text)) return refused("mgrs-polar", text);
  const found = /^(\d{1,2})([A-Z])([A-Z]{2})(\d*)$/.exec(text);
  if (!found) return undefined;
  const [, zone, band, square, digits] = found as unknown as [string, string, string, string, string];
  if (Number(zone) < 1 || Number(zone) > 60 || !/[C-HJ-NP-X]/.test(band)) return refused("mgrs-invalid", zone + band);
  if (!/^[A-HJ-NP-Z][A-HJ-NP-V]$/.test(square)) return refused("mgrs-square", square);
  if (digits.length % 2) return refused("mgrs-odd", digits);
  if (digits.length > 2 * METRE_DIGITS) return refused("mgrs-invalid", digits);
  try {
    // The middle of the square that is named: written again, it gives the same reference.
    const [lng, lat] = toPoint(text);
    if (!liesInBand(lat, band) || !liesInZone(lng, Number(zone))) return refused("mgrs-square", square);
    return { ok: true, position: { lat, lng }, form: "mgrs" };
  } catch {
    return refused("mgrs-square", square);
  }
}

const BANDS = "CDEFGHJKLMNPQRSTUVWX";

/** A square of 100 km reaches over the edges of its band and zone, not far beyond. */
function liesInBand(lat: number, band: string): boolean {
  const south = POLAR_SOUTH + 8 * BANDS.indexOf(band);
  return lat > south - 1 && lat < south + (band === "X" ? 12 : 8) + 1;
}

function liesInZone(lng: number, zone: number): boolean {
  const middle = zone * 6 - 183;
  const apart = Math.abs(((lng - middle + 540) % 360) - 180);
  return apart < 10;
}

type Hemisphere = "N" | "S" | "E" | "W";
type Token =
  { kind: "number"; text: string } | { kind: "hemisphere"; is: Hemisphere } | { kind: "mark" | "break"; is: string };

/** How the hemispheres begin, in the three languages. The first that fits holds. */
const HEMISPHERES: [RegExp, Hemisphere][] = [
  [/^(n|north|nord|с|сш|север\p{L}*|ش|شمال\p{L}*)$/u, "N"],
  [/^(s|south|sud|süd|ю|юш|южн\p{L}*|юг\p{L}*|ج|جنوب\p{L}*)$/u, "S"],
  [/^(e|east|est|ost|в|вд|вост\p{L}*|ق|شرق\p{L}*)$/u, "E"],
  [/^(w|west|ouest|з|зд|запад\p{L}*|غ|غرب\p{L}*)$/u, "W"],
];
/** Words that say nothing which the order does not say. */
const FILLING =
  /^(lat|latitude|lon|lng|long|longitude|широт\p{L}*|долгот\p{L}*|ш|д|خط|العرض|الطول|عرض|طول|دائرة|و|and|и)$/u;

function readDegrees(plain: string, asTyped: string): Read {
  const commas = withCommasRead(plain);
  if (commas === undefined) return refused("comma-unclear", plain);
  const tokens = tokensOf(commas);
  if (typeof tokens === "string") return refused("unreadable", tokens);
  const parts = halves(tokens);
  if (parts === undefined) {
    const alone = tokens.filter((token) => token.kind === "number").length < 2;
    return refused(alone ? "two-needed" : "unreadable", asTyped.trim());
  }
  const first = angleOf(parts[0]);
  if ("why" in first) return refused(first.why, first.part);
  const second = angleOf(parts[1]);
  if ("why" in second) return refused(second.why, second.part);
  return together(first, second);
}

/** Commas between digits: decimal signs where no point is used and two numbers remain; else they part the numbers. */
function withCommasRead(plain: string): string | undefined {
  if (!/\d,\d/.test(plain) || /\d\.\d/.test(plain)) return plain;
  const asPoints = plain.replace(/(\d),(?=\d)/g, "$1.");
  if (/^[^,.]*\d,\d[^,.]*$/.test(plain) && !/[°'"\p{L} ;]/u.test(plain)) return undefined;
  return /^-?\d+,-?\d+$/.test(plain) ? undefined : asPoints;
}

function tokensOf(text: string): Token[] | string {
  const tokens: Token[] = [];
  const pattern = /([+-]?\d+(?:\.\d*)?)|([\p{L}\p{M}]+(?:\.\s?\p{L}+)*\.?)|([°'"])|([,;:()])|(\s+)|(.)/gu;
  for (const [all, number, word, mark, breaks, space] of text.matchAll(pattern)) {
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (mark !== undefined) tokens.push({ kind: "mark", is: mark });
    else if (breaks !== undefined) {
      if (breaks === "," || breaks === ";") tokens.push({ kind: "break", is: breaks });
    } else if (word !== undefined) {
      const said = word.replace(/[.\s\p{M}]/gu, "").toLowerCase();
      const hemisphere = HEMISPHERES.find(([begins]) => begins.test(said))?.[1];
      if (hemisphere) tokens.push({ kind: "hemisphere", is: hemisphere });
      else if (!FILLING.test(said)) return word;
    } else if (space === undefined) return all;
  }
  return tokens;
}

/** The tokens of each of the two angles. */
function halves(tokens: Token[]): [Token[], Token[]] | undefined {
  const breaks = tokens.flatMap((token, index) => (token.kind === "break" ? [index] : []));
  const last = breaks.at(-1);
  if (last !== undefined && last === tokens.length - 1) return halves(tokens.slice(0, -1));
  if (breaks.length > 1) return undefined;
  if (breaks.length === 1) return bothSaid([tokens.slice(0, breaks[0]), tokens.slice(breaks[0]! + 1)]);
  const hemispheres = tokens.flatMap((token, index) => (token.kind === "hemisphere" ? [index] : []));
  if (hemispheres.length > 0) {
    // Before the numbers, the second one begins the second angle; behind them, the first one ends the first.
    const at = hemispheres[0] === 0 ? (hemispheres[1] ?? -1) : hemispheres[0]! + 1;
    return at < 0 ? undefined : bothSaid([tokens.slice(0, at), tokens.slice(at)]);
  }
  const degrees = tokens.flatMap((token, index) => (token.kind === "mark" && token.is === "°" ? [index] : []));
  if (degrees.length === 2) return bothSaid([tokens.slice(0, degrees[1]! - 1), tokens.slice(degrees[1]! - 1)]);
  if (tokens.some((token) => token.kind !== "number") || tokens.length % 2 || tokens.length > 6) return undefined;
  return bothSaid([tokens.slice(0, tokens.length / 2), tokens.slice(tokens.length / 2)]);
}

function bothSaid(pair: [Token[], Token[]]): [Token[], Token[]] | undefined {
  return pair.every((part) => part.some((token) => token.kind === "number")) ? pair : undefined;
}

interface Angle {
  degrees: number;
  hemisphere: Hemisphere | undefined;
  form: Form;
  part: string;
}

function angleOf(tokens: Token[]): Angle | { why: Why; part: string } {
  const numbers = tokens.flatMap((token) => (token.kind === "number" ? [token.text] : []));
  const hemispheres = tokens.flatMap((token) => (token.kind === "hemisphere" ? [token.is] : []));
  const part = numbers.join(" ");
  if (numbers.length > 3 || hemispheres.length > 1) return { why: "unreadable", part };
  const hemisphere = hemispheres[0];
  const signed = /^[+-]/.test(numbers[0]!);
  if (signed && hemisphere) return { why: "sign-and-hemisphere", part };
  if (numbers.slice(1).some((text) => /^[+-]/.test(text))) return { why: "unreadable", part };
  if (numbers.slice(0, -1).some((text) => text.includes("."))) return { why: "fraction-place", part };
  const split = numbers.length === 1 && hemisphere ? compact(numbers[0]!, hemisphere) : undefined;
  const [degrees, minutes = 0, seconds = 0] = (split ?? numbers).map((text) => Math.abs(Number(text))) as [number];
  if (minutes >= 60) return { why: "minutes-range", part };
  if (seconds >= 60) return { why: "seconds-range", part };
  const size = degrees + minutes / 60 + seconds / 3600;
  const isBelow = numbers[0]!.startsWith("-") || hemisphere === "S" || hemisphere === "W";
  return {
    degrees: isBelow ? -size : size,
    hemisphere,
    form: split ? "icao" : numbers.length > 1 ? "dms" : "decimal",
    part,
  };
}

/** As NOTAM write it: `4606N`, `00704E`, with seconds `460610N`. */
function compact(text: string, hemisphere: Hemisphere): string[] | undefined {
  const width = hemisphere === "N" || hemisphere === "S" ? 2 : 3;
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  const [whole, rest = ""] = text.split(".") as [string, string?];
  const fraction = rest && `.${rest}`;
  if (whole.length === width + 2) return [whole.slice(0, width), whole.slice(width) + fraction];
  if (whole.length !== width + 4) return undefined;
  return [whole.slice(0, width), whole.slice(width, width + 2), whole.slice(width + 2) + fraction];
}

function isLongitude(hemisphere: Hemisphere | undefined): boolean {
  return hemisphere === "E" || hemisphere === "W";
}

function together(first: Angle, second: Angle): Read {
  if (!first.hemisphere !== !second.hemisphere) {
    return refused("one-hemisphere", first.hemisphere ? second.part : first.part);
  }
  const turned = isLongitude(first.hemisphere);
  if (first.hemisphere && turned === isLongitude(second.hemisphere)) return refused("same-axis", second.part);
  const [lat, lng] = turned ? [second, first] : [first, second];
  const isSwapped = !first.hemisphere && Math.abs(lat.degrees) > 90 && Math.abs(lng.degrees) <= 90;
  if (isSwapped && Math.abs(lat.degrees) <= 180) return refused("swapped", lat.part);
  if (Math.abs(lat.degrees) > 90) return refused("latitude-range", lat.part);
  if (Math.abs(lng.degrees) > 180) return refused("longitude-range", lng.part);
  const form = first.form === second.form ? first.form : "dms";
  return { ok: true, position: { lat: lat.degrees, lng: lng.degrees }, form };
}
