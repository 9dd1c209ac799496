/** A text of whatever direction, kept from turning around what stands beside it, where no element can do so (Unicode:
 * first strong isolate). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
