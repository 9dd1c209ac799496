import { inWesternDigits } from "../space/digits";

/** Minutes since midnight of an hour as people type it: `14:30`, `1430`, `9:05`, `14.30`, in any digits; undefined where it
 * is none. */
export function readHour(text: string): number | undefined {
  const western = inWesternDigits(text.trim());
  const found = /^(\d{1,2})[:.](\d{2})$/.exec(western) ?? /^(\d{2})(\d{2})Z?$/i.exec(western);
  if (!found) return undefined;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}
