import type { Schema } from "../../api/client";
import { mine } from "../../api/mine";
import type { Sheet } from "../reports/writing/sheet";

/** What somebody is writing of a request, kept on this machine while they type. */
const KEPT = "request new";
const LONGEST_MS = 7 * 86_400_000;

export interface Wanted {
  sheet: Pick<Sheet, "title" | "text" | "language" | "place" | "places" | "marking" | "release">;
  kind: Schema["RequestKind"];
  priority: "routine" | "urgent";
  neededBy: string;
}

export function keep(wanted: Wanted): void {
  mine.keep("machine", KEPT, JSON.stringify({ ...wanted, at: Date.now() }));
}

export function kept(): Wanted | undefined {
  try {
    const found = JSON.parse(mine.read("machine", KEPT) ?? "null") as (Wanted & { at: number }) | null;
    const isWhole = typeof found?.sheet?.text === "string" && Array.isArray(found.sheet.release?.parties);
    return found && isWhole && Date.now() - found.at <= LONGEST_MS ? found : undefined;
  } catch {
    return undefined;
  }
}

export function forget(): void {
  mine.keep("machine", KEPT);
}
