import { officeNow } from "../api/skew";
import type { OfficeLink } from "../api/centre";
import { api, got, type Schema } from "../api/client";
import { Problem, problemOf } from "../api/problem";
import { session } from "../api/session.svelte";
import { alikeOf } from "./alike";
import { Shelf } from "./shelf.svelte";
import { Stream, type Told } from "./stream";
import { nextTurn } from "./turns";
import { isolated } from "../words/isolated";

export type Operation = Schema["OperationOut"];
export type Notice = Schema["NoticeOut"];
export type Thread = Schema["ThreadOut"];
export type Agreement = Schema["AgreementLine"];
export type Party = Schema["PartyOut"];
export type Draft = Schema["DraftOut"];

const PAGE = 1_000;
/** So many things are looked at one by one; more at once are cheaper as whole lists. */
const MOST_SINGLE = 60;
/** After so long what could not be read is tried again; a party may be let in at any time. */
const AGAIN_MS = 3_000;
const OUTSIDE_AGAIN_MS = 15_000;

/** The lists that a person's pages are made of, kept current by the party's feed. */
class Picture {
  readonly operations = new Shelf<Operation>();
  readonly notices = new Shelf<Notice>();
  readonly threads = new Shelf<Thread>();
  readonly agreements = new Shelf<Agreement>();
  readonly parties = new Shelf<Party>();
  readonly drafts = new Shelf<Draft>();

  /** The parties whose names could be taken for another's. */
  readonly alike = $derived(alikeOf(this.parties.all()));

  /** All that lies somewhere: operations, constraints and notices. */
  get things(): (Operation | Notice)[] {
    return [...this.operations.all(), ...this.notices.all()];
  }

  /** `starting` until everything has been read once; `live`; `lost`: what is shown is as it was at `asOf`. */
  line = $state<"starting" | "live" | "lost">("starting");
  asOf = $state(0);
  /** At a party's own centre: how its link to the office is. */
  link = $state.raw<OfficeLink>();
  /** Whether everything has been read at least once, and before that whether what lies somewhere has. */
  isRead = $state(false);
  hasThings = $state(false);
  /** Why the lists could not be read. */
  problem = $state.raw<Problem>();

  #stream: Stream | undefined;
  #waiting = new Map<string, Pick<Told, "subject" | "id">>();
  #turning: ReturnType<typeof setTimeout> | undefined;
  #working = false;
  /** Which beginning counts: the newest, until the end. */
  #turn = 0;
  #listeners = new Set<(item: Told) => void>();

  /** Whether this party takes no part in the office: it applies, was declined, or has left. Nothing is shown to it. */
  get isOutside(): boolean {
    return this.problem?.code === "not-a-party";
  }

  /** Whether what is shown may be out of date: the line to the page is lost, or the centre's own to the office. */
  get isStale(): boolean {
    return (this.line === "lost" && !this.isOutside) || this.link?.link === "down";
  }

  /** Reads everything and follows the feed. */
  async begin(): Promise<void> {
    const mine = ++this.#turn;
    this.#stream?.end();
    if (!this.isOutside) this.line = "starting";
    // First where the feed stands, then the lists: what comes between is told again, and nothing is missed.
    try {
      const { last } = await got(api.GET("/api/v1/feed", { params: { query: { limit: "1", after: "0" } } }));
      await this.readAll();
      if (mine === this.#turn) this.#listen(last);
    } catch (thrown) {
      if (mine !== this.#turn) return;
      this.problem = problemOf(thrown);
      this.line = "lost";
      setTimeout(() => mine === this.#turn && void this.begin(), this.isOutside ? OUTSIDE_AGAIN_MS : AGAIN_MS);
    }
  }

  end(): void {
    this.#turn++;
    clearTimeout(this.#turning);
    this.#stream?.end();
    this.#stream = undefined;
    this.isRead = false;
    this.hasThings = false;
    this.link = undefined;
    this.problem = undefined;
    this.line = "starting";
    for (const shelf of [this.operations, this.notices, this.threads, this.agreements, this.parties, this.drafts]) {
      shelf.fill([]);
    }
  }

  /** Calls `then` with every item of the feed as it comes. Gives what ends that. */
  onTold(then: (item: Told) => void): () => void {
    this.#listeners.add(then);
    return () => this.#listeners.delete(then);
  }

  async readAll(): Promise<void> {
    await Promise.all([
      this.readThings(),
      every("/api/v1/threads").then((items) => this.threads.fill(items as Thread[])),
      this.readAgreements(),
      every("/api/v1/parties").then((items) => this.parties.fill(items as Party[])),
      this.readDrafts(),
    ]);
    this.isRead = true;
    this.problem = undefined;
    this.asOf = officeNow();
  }

  /** What an agreement lets through changes with it. */
  async readThings(): Promise<void> {
    await Promise.all([
      every("/api/v1/operations").then((items) => this.operations.fill(items as Operation[])),
      every("/api/v1/notices").then((items) => this.notices.fill(items as Notice[])),
    ]);
    this.hasThings = true;
  }

  async readAgreements(): Promise<void> {
    this.agreements.fill((await every("/api/v1/agreements")) as Agreement[]);
    this.#watchTurns();
  }

  /** Looks anew when an agreement begins or ends by its time. */
  #watchTurns(): void {
    clearTimeout(this.#turning);
    if (!session.me) return;
    const { afterMs, isTurn } = nextTurn(this.agreements.all(), officeNow());
    this.#turning = setTimeout(() => {
      if (!isTurn) return this.#watchTurns();
      this.#waiting.set("agreement ", { subject: "agreement", id: "" });
      void this.#work();
    }, afterMs);
  }

  /** Drafts lie on the party's own desk: no feed tells of them. */
  async readDrafts(): Promise<void> {
    this.drafts.fill((await every("/api/v1/notice-drafts")) as Draft[]);
  }

  /** Looks at one thing anew. */
  async refresh(subject: string, id: string): Promise<void> {
    const path = { params: { path: { id } } };
    if (subject === "operation") {
      await this.#look(this.operations, id, () => got(api.GET("/api/v1/operations/{id}", path)), isOver);
    } else if (subject === "notice") {
      await this.#look(this.notices, id, () => got(api.GET("/api/v1/notices/{id}", path)));
    } else if (subject === "thread") {
      await this.#look(this.threads, id, () => got(api.GET("/api/v1/threads/{id}", path)));
    } else if (subject === "party") {
      await this.#look(this.parties, id, () => got(api.GET("/api/v1/parties/{id}", path)));
    } else if (subject === "agreement") {
      await this.readAgreements();
      await this.readThings();
    }
  }

  #listen(after: number): void {
    this.#stream = new Stream(
      {
        told: (item) => {
          for (const listener of this.#listeners) listener(item);
          this.#waiting.set(`${item.subject} ${item.id}`, item);
          void this.#work();
        },
        gap: () => void this.readAll(),
        link: (link) => (this.link = link),
        alive: () => {
          if (this.line !== "live") this.line = "live";
          this.asOf = officeNow();
        },
        lost: () => (this.line = "lost"),
        refused: () => void this.#askWho(),
      },
      after,
    );
  }

  /** The stream was refused: is it somebody else's session, or this person's newer one? */
  async #askWho(): Promise<void> {
    const mine = this.#turn;
    try {
      await session.look();
    } catch {
      // Then it is asked again with the beginning.
    }
    if (session.me && mine === this.#turn) void this.begin();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#waiting.size > 0) {
        const items = [...this.#waiting.values()];
        this.#waiting.clear();
        if (items.length > MOST_SINGLE) await this.readAll();
        else await Promise.all(items.map((item) => this.refresh(item.subject, item.id)));
      }
    } catch {
      this.line = "lost";
      this.#stream?.end();
      setTimeout(() => void this.begin(), 2_000);
    } finally {
      this.#working = false;
    }
  }

  async #look<T extends { id: string }>(
    shelf: Shelf<T>,
    id: string,
    ask: () => Promise<T>,
    isGone: (thing: T) => boolean = () => false,
  ): Promise<void> {
    try {
      const thing = await ask();
      if (isGone(thing)) shelf.drop(id);
      else shelf.put(thing);
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.isUnsettled || thrown.status >= 500) throw thrown;
      shelf.drop(id);
    }
  }
}

function isOver(operation: Operation): boolean {
  return operation.state === "Ended";
}

/** All pages of a list. */
async function every(
  path:
    | "/api/v1/operations"
    | "/api/v1/notices"
    | "/api/v1/threads"
    | "/api/v1/agreements"
    | "/api/v1/parties"
    | "/api/v1/notice-drafts",
): Promise<unknown[]> {
  const items: unknown[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: String(PAGE), ...(cursor ? { cursor } : {}) };
    const page: { items: unknown[]; next?: string | null } = await got(
      api.GET(path, { params: { query } } as never) as never,
    );
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

export const picture = new Picture();

/** A party's name as people say it, with its identifier if another could be meant; that alone while it is not known. */
export function partyName(id: string): string {
  const name = picture.parties.get(id)?.profile.name;
  if (name === undefined) return id;
  return picture.alike.has(id) ? `${name} (${isolated(id)})` : name;
}
