/** Between times as forms hold them (ISO 8601 in UTC, to the minute; empty: none) and as fields give them. Pure. */
export function timeOf(text: string): Date | undefined {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

export function textOf(at: Date | undefined): string {
  return at ? `${at.toISOString().slice(0, 16)}:00Z` : "";
}
