import { api, got, type Schema } from "../api/client";
import { past } from "../api/past";
import { problemOf, type Problem } from "../api/problem";
import { session } from "../api/session.svelte";
import { contestsOf } from "./log";
import { whenTold } from "./settled";

/** What the own centre sees, no feed tells: the feed is the office's. */
const AGAIN_MS = 30_000;
const REST_MS = 2_000;

/** The office's log: as the office shows it, and as the own centre has seen it. */
class OfficeLog {
  log = $state.raw<Schema["LogOut"]>();
  watch = $state.raw<Schema["LogWatchOut"]>();
  problem = $state.raw<Problem>();
  readonly contests = $derived(contestsOf(this.log, this.watch, session.party));
  readonly unbelieved = $derived(this.watch?.unbelieved ?? []);

  /** Follows both. Gives what ends that. */
  begin(): () => void {
    this.log = undefined;
    this.watch = undefined;
    const end = whenTold(() => this.read(), REST_MS, ["log"]);
    const timer = setInterval(() => void this.read(), AGAIN_MS);
    return () => {
      end();
      clearInterval(timer);
    };
  }

  readonly read = async (): Promise<void> => {
    await Promise.all([this.#readWatch(), this.#readLog()]);
  };

  async #readLog(): Promise<void> {
    try {
      const log = await got(api.GET("/api/v1/log"));
      if (JSON.stringify(log) !== JSON.stringify(this.log)) this.log = log;
      this.problem = undefined;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    }
  }

  async #readWatch(): Promise<void> {
    if (past) return; // what a centre sees is of now
    try {
      const watch = await got(api.GET("/api/v1/log/watch"));
      if (JSON.stringify(watch) !== JSON.stringify(this.watch)) this.watch = watch;
    } catch {
      // It is asked for again; what was seen stays.
    }
  }
}

export const officeLog = new OfficeLog();
