import type { Item } from "./looking.svelte";

/** Which rows of a file are taken: all that can be used, but for kinds of likeness, and single rows, that are left out. */
export class Choosing {
  withoutSame = $state(true);
  withoutNear = $state(false);
  leftOut = $state.raw<ReadonlySet<string>>(new Set());

  /** Whether its likeness lets it be taken. */
  keeps(item: Item): boolean {
    return !((this.withoutSame && item.alike === "same") || (this.withoutNear && item.alike === "near"));
  }

  takes(item: Item): boolean {
    return this.keeps(item) && !this.leftOut.has(item.where);
  }

  leave(where: string, isLeft: boolean): void {
    const now = new Set(this.leftOut);
    if (isLeft) now.add(where);
    else now.delete(where);
    this.leftOut = now;
  }

  /** As the office takes it. */
  get without(): ("same" | "near")[] {
    return [...(this.withoutSame ? ["same" as const] : []), ...(this.withoutNear ? ["near" as const] : [])];
  }
}
