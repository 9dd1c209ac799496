/** Does something when it may be due: at once for the first time it is asked, then once for all that is asked meanwhile, so
 * long after it was done last; never twice at a time. A steady stream of questions neither hastens nor starves it. */
export class Paced {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDoing = false;
  #isAsked = false;
  #isOver = false;

  constructor(
    private readonly act: () => unknown,
    private readonly restMs: number,
  ) {}

  ask(): void {
    this.#isAsked = true;
    if (!this.#isOver && !this.#isDoing && this.#timer === undefined) void this.#do();
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  async #do(): Promise<void> {
    this.#isAsked = false;
    this.#isDoing = true;
    try {
      await this.act();
    } finally {
      this.#isDoing = false;
      if (!this.#isOver) {
        this.#timer = setTimeout(() => {
          this.#timer = undefined;
          if (this.#isAsked) void this.#do();
        }, this.restMs);
      }
    }
  }
}
