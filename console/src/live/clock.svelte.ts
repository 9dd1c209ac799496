import { api, got } from "../api/client";
import { clockAheadMs, officeNow } from "../api/skew";

/** The machine's clock was set, or the machine has slept, if between two ticks it went so much further than time did. */
const JUMP_MS = 2_000;

/** The time now at the office, to the second, for everything that counts down. One clock for all of the page. */
class Clock {
  now = $state(officeNow());
  /** The same to the minute, for what need not move on with every second. */
  readonly minute = $derived(Math.floor(this.now / 60_000) * 60_000);
  /** By how much this machine's own clock is ahead; below 0: behind. */
  aheadMs = $state(0);

  constructor() {
    let apart = Date.now() - performance.now();
    const tick = () => {
      const now = Date.now() - performance.now();
      if (Math.abs(now - apart) > JUMP_MS) void this.#ask();
      apart = now;
      this.now = officeNow();
      this.aheadMs = clockAheadMs();
      setTimeout(tick, 1000 - (this.now % 1000));
    };
    tick();
  }

  /** Any answer tells the time. */
  async #ask(): Promise<void> {
    await got(api.GET("/api/v1/session/ways")).catch(() => {});
  }
}

export const clock = new Clock();
