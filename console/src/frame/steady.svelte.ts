/** So long what has just taken another's place cannot be clicked: the hand was on its way to the other. */
const HELD_MS = 700;

/** Whether what stands there has stood long enough to be clicked on purpose. */
export class Steady {
  isHeld = $state(false);
  /** What stood there when it was last said. */
  last: string | undefined;
  #leftAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Says what stands there now. */
  take(key: string | undefined): void {
    if (key === this.last) return;
    const isReplacement = this.last !== undefined || performance.now() - this.#leftAt < HELD_MS;
    if (this.last !== undefined) this.#leftAt = performance.now();
    this.last = key;
    clearTimeout(this.#timer);
    this.isHeld = key !== undefined && isReplacement;
    if (this.isHeld) this.#timer = setTimeout(() => (this.isHeld = false), HELD_MS);
  }
}
