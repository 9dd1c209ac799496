import { problemOf, type Problem } from "../api/problem";
import { download } from "./proofs";

/** A proof that is being downloaded by a button, and what became of it. */
export class Saving {
  isBusy = $state(false);
  problem = $state.raw<Problem>();
  /** As what it was saved. */
  saved = $state("");
  /** There is no receipt to be downloaded. */
  isNone = $state(false);

  /** `find`: gives the number of the receipt; 0 where there is none. */
  async run(find: () => Promise<number> | number): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = undefined;
    this.saved = "";
    this.isNone = false;
    try {
      const number = await find();
      if (number) this.saved = await download(number);
      else this.isNone = true;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    } finally {
      this.isBusy = false;
    }
  }
}
