import { Problem } from "../api/problem";

/** The person did not want to go on after all. */
export class GivenUp extends Error {}

/** Who gives or takes a way to sign in must have signed in a moment ago. Where the office says so, the password is asked
 * for, and what was wanted is done after all. `SignInAgain`, in the frame, is what asks. */
class Sure {
  isAsking = $state(false);
  #answer: ((isSure: boolean) => void) | undefined;

  /** Does it; asks for the password first where that is wanted. Throws `GivenUp` if the person would rather not. */
  async carry<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== "sign-in-again") throw thrown;
    }
    if (!(await this.#ask())) throw new GivenUp();
    return act();
  }

  /** What the person did: signed in again, or closed the window. */
  answer(isSure: boolean): void {
    this.isAsking = false;
    this.#answer?.(isSure);
    this.#answer = undefined;
  }

  #ask(): Promise<boolean> {
    this.answer(false);
    this.isAsking = true;
    return new Promise((resolve) => (this.#answer = resolve));
  }
}

export const sure = new Sure();
