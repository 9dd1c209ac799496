import { api, carryCsrf, got, whenSignedOut, type Schema } from "./client";
import { forgetAll } from "../kept/kept";
import { Problem } from "./problem";

export type Scope = "tansiq.read" | "tansiq.speak" | "tansiq.operate" | "tansiq.agree" | "tansiq.administer";
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

  constructor() {
    // Whoever had no session has lost none.
    whenSignedOut(() => this.#forget(this.me ? "session-ended" : ""));
  }

  /** The party of whoever has signed in. */
  get party(): string {
    return this.me?.party ?? "";
  }

  may(scope: Scope): boolean {
    return this.me?.scopes.includes(scope) ?? false;
  }

  async look(): Promise<void> {
    try {
      this.#take(await got(api.GET("/api/v1/session")));
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 401) {
        this.me = null;
        return;
      }
      throw thrown;
    }
  }

  async signIn(form: Schema["SignInForm"]): Promise<void> {
    this.#take(await got(api.POST("/api/v1/session", { body: form })));
    this.ended = "";
  }

  /** Ends this session, or all of this person's sessions everywhere. */
  async signOut(everywhere = false): Promise<void> {
    await got(everywhere ? api.DELETE("/api/v1/sessions") : api.DELETE("/api/v1/session"));
    if (this.me) forgetAll(keptOf(this.me));
    this.#forget("");
  }

  #take(me: Me): void {
    carryCsrf(me.csrf);
    this.me = me;
  }

  #forget(why: string): void {
    carryCsrf("");
    this.ended = why;
    this.me = null;
  }
}

export const session = new Session();
