import { inWesternDigits } from "../space/digits";

/** A day as people write it, as `2026-11-28`; undefined where it is none. The year comes first; or last, after dots. With
 * strokes and the year last it is another day to an American than to everybody else, and is not read. In any digits. */
export function readDay(text: string): string | undefined {
  const western = inWesternDigits(text.trim());
  const found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(western) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(western);
  const turned = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(western);
  const [year, month, day] = found ? found.slice(1) : turned ? turned.slice(1).reverse() : [];
  if (!year || !month || !day) return undefined;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const read = new Date(`${iso}T00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(iso) ? iso : undefined;
}
