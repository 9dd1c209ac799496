/** Arabic, Persian and full-width digits are read as what they are. */
export function inWesternDigits(text: string): string {
  // Each row of digits begins at a multiple of sixteen.
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
