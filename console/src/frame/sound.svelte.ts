import { keep, read } from "../kept/kept";

/** What is heard when something must be heard at once. Browsers let a page sound only after somebody has touched it:
 * until then `isHeld`, and the page says so. */

const KEPT = "tansiq.sound";

/** Tones as [hertz, from second, for seconds]: two short ones for urgent, a siren's three for distress. */
const TUNES = {
  urgent: [
    [880, 0, 0.16],
    [880, 0.26, 0.16],
  ],
  distress: [
    [660, 0, 0.28],
    [990, 0.3, 0.28],
    [660, 0.6, 0.28],
    [990, 0.9, 0.45],
  ],
} as const satisfies Record<string, readonly (readonly [number, number, number])[]>;
export type Tune = keyof typeof TUNES;

class Sound {
  /** 0 to 1. */
  volume = $state(0.7);
  isMuted = $state(false);
  isHeld = $state(true);
  /** How many tunes were played, or would have been: for whoever wonders whether something should be heard. */
  played = $state(0);
  #context: AudioContext | undefined;

  constructor() {
    try {
      const kept = JSON.parse(read("machine", KEPT) ?? "{}") as { volume?: number; muted?: boolean };
      if (typeof kept.volume === "number" && kept.volume >= 0 && kept.volume <= 1) this.volume = kept.volume;
      this.isMuted = kept.muted === true;
    } catch {
      // What another version has kept is passed over.
    }
  }

  /** Tries to be allowed; any click or key does it. Gives what ends the trying. */
  begin(): () => void {
    const unlock = () => void this.allow();
    addEventListener("pointerdown", unlock);
    addEventListener("keydown", unlock);
    return () => {
      removeEventListener("pointerdown", unlock);
      removeEventListener("keydown", unlock);
    };
  }

  async allow(): Promise<void> {
    this.#context ??= new AudioContext();
    await this.#context.resume();
    this.isHeld = this.#context.state !== "running";
  }

  set(volume: number, isMuted: boolean): void {
    this.volume = volume;
    this.isMuted = isMuted;
    keep("machine", KEPT, JSON.stringify({ volume, muted: isMuted }));
  }

  play(tune: Tune): void {
    this.played++;
    const context = this.#context;
    if (context === undefined || context.state !== "running" || this.isMuted || this.volume === 0) return;
    for (const [hertz, from, length] of TUNES[tune]) {
      const start = context.currentTime + from;
      const tone = new OscillatorNode(context, { type: "triangle", frequency: hertz });
      const gain = new GainNode(context, { gain: 0 });
      // A tone that begins at once clicks.
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(this.volume * 0.6, start + 0.02);
      gain.gain.setValueAtTime(this.volume * 0.6, start + length - 0.04);
      gain.gain.linearRampToValueAtTime(0, start + length);
      tone.connect(gain).connect(context.destination);
      tone.start(start);
      tone.stop(start + length);
    }
  }
}

export const sound = new Sound();
