import { api, carryCsrf, got, whenInDoubt, type Schema } from "./client";
import { forgetAll } from "../kept/kept";
import { forgetPast, past } from "./past";
import { Problem } from "./problem";

export type Scope =
  "tansiq.examine" | "tansiq.read" | "tansiq.speak" | "tansiq.operate" | "tansiq.agree" | "tansiq.administer";
type Me = Schema["MeOut"];

/** How the keys begin under which this browser keeps what a person has begun. */
export function keptOf(me: Me | null | undefined): string {
  return `tansiq.of.${me?.party ?? ""}.${me?.person.id ?? ""}.`;
}

/** Who has signed in here. `me` is undefined until that is known, null for nobody. */
class Session {
  me = $state<Me | null | undefined>(undefined);
  /** Why the last session ended, if not by the person's own wish. */
  ended = $state("");

  #looking = false;

  constructor() {
    whenInDoubt(() => void this.#lookAgain());
  }

  /** The party of whoever has signed in; the one as which is looked back. */
  get party(): string {
    return past?.as ?? this.me?.party ?? "";
  }

  /** What is over, is only looked at. */
  may(scope: Scope): boolean {
    if (past && scope !== "tansiq.read") return false;
    return this.me?.scopes.includes(scope) ?? false;
  }

  async look(): Promise<void> {
    try {
      this.#take(await got(api.GET("/api/v1/session")));
    } catch (thrown) {
      if (!(thrown instanceof Problem && thrown.status === 401)) throw thrown;
      // Whoever had no session has lost none; and that one has ended is said once.
      if (this.me) this.#forget("session-ended");
      else this.me = null;
    }
  }

  /** Once, however many requests were refused for the same reason. */
  async #lookAgain(): Promise<void> {
    if (!this.me || this.#looking) return;
    this.#looking = true;
    try {
      await this.look();
    } catch {
      // The next request asks again.
    } finally {
      this.#looking = false;
    }
  }

  async signIn(form: Schema["SignInForm"]): Promise<void> {
    this.#take(await got(api.POST("/api/v1/session", { body: form })));
    this.ended = "";
  }

  /** Ends this session, or all of this person's sessions everywhere. Whoever gets up from a shared machine leaves nothing
   * of theirs on it, though the office cannot be told. */
  async signOut(everywhere = false): Promise<void> {
    if (this.me && !everywhere) forgetAll(keptOf(this.me));
    await got(everywhere ? api.DELETE("/api/v1/sessions") : api.DELETE("/api/v1/session"));
    if (this.me) forgetAll(keptOf(this.me));
    this.#forget("");
  }

  /** Whose session this page had last, by the beginning of the keys of what they keep; "" if nobody's yet. */
  last = "";

  #take(me: Me): void {
    if (this.last && this.last !== keptOf(me)) {
      // Somebody else sits here now, or has signed in in another window. What this page still holds in memory is not
      // theirs to see, whichever part of it holds it: it begins anew.
      this.me = undefined;
      forgetPast();
      location.replace("/");
      return;
    }
    carryCsrf(me.csrf);
    this.last = keptOf(me);
    this.me = me;
  }

  #forget(why: string): void {
    carryCsrf("");
    this.ended = why;
    this.me = null;
  }
}

export const session = new Session();
