/** What this browser keeps. Where it may keep nothing (a private window, storage that is forbidden or full), nothing is kept,
 * and everything else goes on. */

export type Where = "machine" | "tab";

export function read(where: Where, key: string): string | undefined {
  try {
    return store(where).getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Nothing, or an empty text: it is forgotten. */
export function keep(where: Where, key: string, text?: string): void {
  try {
    if (text) store(where).setItem(key, text);
    else store(where).removeItem(key);
  } catch {
    // See above.
  }
}

/** All whose key begins so. */
export function forgetAll(prefix: string): void {
  for (const where of ["machine", "tab"] as const) {
    try {
      const kept = store(where);
      for (const key of Object.keys(kept)) if (key.startsWith(prefix)) kept.removeItem(key);
    } catch {
      // See above.
    }
  }
}

function store(where: Where): Storage {
  return where === "machine" ? localStorage : sessionStorage;
}
