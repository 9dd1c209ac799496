/** The time now, to the second, for everything that counts down. One clock for all of the page. */
class Clock {
  now = $state(Date.now());

  constructor() {
    const tick = () => {
      this.now = Date.now();
      setTimeout(tick, 1000 - (this.now % 1000));
    };
    tick();
  }
}

export const clock = new Clock();
