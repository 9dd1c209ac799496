import { untrack } from "svelte";
import { clock } from "../live/clock.svelte";
import { picture } from "../live/picture.svelte";
import { t } from "../words/words.svelte";
import { desk } from "./desk.svelte";
import { sound } from "./sound.svelte";

const AGAIN_MS = 3_000;
const keyOf = (one: { key: string; level: number }) => `${one.key} ${one.level}`;

/** What is heard, and what the window's title says, while something must be acknowledged at once. Made within a component. */
export class Alarm {
  #hushed = $state.raw<ReadonlySet<string>>(new Set());
  readonly hasDistress = $derived(desk.alarms.some((one) => one.priority === "distress"));
  readonly isLoud = $derived(desk.alarms.some((one) => one.priority === "distress" && !this.#hushed.has(keyOf(one))));
  #known: ReadonlySet<string> | undefined;

  constructor() {
    // What has come, or gone up a step, since the last look sounds once; distress goes on until it is acknowledged.
    $effect(() => {
      if (!picture.isRead) return;
      const now = new Set([...desk.alarms.map(keyOf), ...desk.news.map((one) => `news ${one.number}`)]);
      const isNew = this.#known !== undefined && [...now].some((key) => !this.#known!.has(key));
      this.#known = now;
      if (isNew && !untrack(() => this.isLoud)) sound.play("urgent");
    });
    $effect(() => {
      if (!this.isLoud) return;
      untrack(() => sound.play("distress"));
      const again = setInterval(() => sound.play("distress"), AGAIN_MS);
      return () => clearInterval(again);
    });
    this.#title();
  }

  hush(): void {
    this.#hushed = new Set(desk.alarms.map(keyOf));
  }

  /** The page's own title, and before it how many things must be heard; with distress it flashes. */
  #title(): void {
    let own = "";
    let title = document.title;
    $effect(() => {
      const count = desk.alarms.length + desk.news.length;
      if (document.title !== own) title = document.title;
      const flashes = this.hasDistress && Math.floor(clock.now / 1000) % 2 === 0;
      own = count === 0 ? title : `(${count}) ${flashes ? `⚠ ${t("priority-distress")}` : title}`;
      document.title = own;
    });
    $effect(() => () => (document.title = title));
  }
}
