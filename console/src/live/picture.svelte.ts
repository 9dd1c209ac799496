import { officeNow } from "../api/skew";
import type { OfficeLink } from "../api/centre";
import { api, got, type Schema } from "../api/client";
import { listOf, type ListPath } from "../api/lists";
import { past } from "../api/past";
import { Problem, problemOf } from "../api/problem";
import { session } from "../api/session.svelte";
import { alikeOf } from "./alike";
import { Shelf } from "./shelf.svelte";
import { Stream, type Told } from "./stream";
import { nextTurn } from "./turns";
import { isolated } from "../words/isolated";

export type Operation = Schema["OperationOut"];
export type Notice = Schema["NoticeOut"];
/** `isBehind`: what was said in it is shown as it was before the lists were read, and is to be read again. */
export type Thread = Schema["ThreadOut"] & { isBehind?: true };
export type Agreement = Schema["AgreementLine"];
export type Party = Schema["PartyOut"];
export type Draft = Schema["DraftOut"];

/** So many things are looked at one by one; more at once are cheaper as whole lists. */
const MOST_SINGLE = 60;
/** After so long what could not be read is tried again; a party may be let in at any time. */
const AGAIN_MS = 3_000;
const BROKEN_AGAIN_MS = 2_000;
const OUTSIDE_AGAIN_MS = 15_000;
/** What was looked at is taken together, so often: each taking has maps and lists work anew. */
const TOGETHER_MS = 200;
type Named = Pick<Told, "subject" | "id">;
/** Waits like an item of the feed: all lists are to be read anew. */
const EVERYTHING = { subject: "everything", id: "" };

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
  readonly things = $derived<(Operation | Notice)[]>([...this.operations.all(), ...this.notices.all()]);

  /** `starting` until everything has been read once; `live`; `lost`: what is shown is as it was at `asOf`; `past`: it is of
   * a moment that is over, and stays so. */
  line = $state<"starting" | "live" | "lost" | "past">("starting");
  asOf = $state(0);
  /** At a party's own centre: how its link to the office is. */
  link = $state.raw<OfficeLink>();
  /** Whether everything has been read at least once, and before that whether what lies somewhere has. */
  isRead = $state(false);
  hasThings = $state(false);
  /** Why the lists could not be read, or the feed not be followed. */
  problem = $state.raw<Problem>();

  #stream: Stream | undefined;
  #waiting = new Map<string, Named>();
  #turning: ReturnType<typeof setTimeout> | undefined;
  #wanted = new Set<string>();
  #beginning: ReturnType<typeof setTimeout> | undefined;
  /** Which beginning counts: the newest, until the end. What was asked before it fills nothing any more: it may be
   * meant for somebody who has signed out since. */
  #turn = 0;
  /** The beginning whose items are being looked at now. */
  #working: number | undefined;
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
    clearTimeout(this.#beginning);
    this.#stream?.end();
    this.#waiting.clear();
    // What was shown before is not current again until the stream is.
    if (!this.isOutside && !(this.isRead && this.line === "lost")) this.line = "starting";
    // First where the feed stands, then the lists: what comes between is told again, and nothing is missed.
    try {
      const { last } = await got(api.GET("/api/v1/feed", { params: { query: { limit: "1", after: "0" } } }));
      if (mine !== this.#turn) return;
      await this.readAll();
      if (mine !== this.#turn) return;
      if (past) this.line = "past";
      else this.#listen(last);
    } catch (thrown) {
      if (mine !== this.#turn) return;
      this.problem = problemOf(thrown);
      this.line = "lost";
      this.#beginAfter(this.isOutside ? OUTSIDE_AGAIN_MS : AGAIN_MS);
    }
  }

  /** Tries from the beginning. */
  #beginAfter(milliseconds: number): void {
    clearTimeout(this.#beginning);
    this.#beginning = setTimeout(() => void this.begin(), milliseconds);
  }

  end(): void {
    this.#turn++;
    clearTimeout(this.#beginning);
    clearTimeout(this.#turning);
    this.#waiting.clear();
    this.#wanted.clear();
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
    const mine = this.#turn;
    await Promise.all([
      this.readThings(),
      this.#readThreads(),
      this.readAgreements(),
      this.#fill(this.parties, "/api/v1/parties"),
      this.readDrafts(),
    ]);
    if (mine !== this.#turn) return;
    this.isRead = true;
    this.problem = undefined;
    this.asOf = officeNow();
  }

  /** Threads that are open, or await something. Others there are more of each year: those that were looked at stay.
   * Lists bring threads without what was said in them. Until that is read again it stays as it was: what must be heard
   * does not fall silent meanwhile, nor sound as new afterwards. */
  async #readThreads(): Promise<void> {
    const mine = this.#turn;
    const [open, awaited] = (await Promise.all([
      listOf("/api/v1/threads", { open: "true" }),
      listOf("/api/v1/threads", { awaited: "true" }),
    ])) as [Thread[], Thread[]];
    if (mine !== this.#turn) return;
    const looked = this.threads.all().filter((thread) => thread.closed && thread.messages);
    const listed = new Map([...looked, ...awaited, ...open].map((thread) => [thread.id, thread]));
    this.threads.fill([...listed.values()].map((thread) => this.#withWords(thread)));
  }

  /** These threads, and all that are here; what is in both is as it is here. */
  threadsWith(others: readonly Thread[] = []): Thread[] {
    return [...new Map([...others, ...this.threads.all()].map((thread) => [thread.id, thread])).values()];
  }

  #withWords(thread: Thread): Thread {
    const { messages, closings } = this.threads.get(thread.id) ?? {};
    return messages ? { ...thread, messages, closings: closings ?? null, isBehind: true } : thread;
  }

  /** Looks once at a thing that may not be here, because somebody would like to show it. */
  want(subject: string, id: string): void {
    const name = `${subject} ${id}`;
    if (!this.isRead || this.#wanted.has(name)) return;
    this.#wanted.add(name);
    this.refresh(subject, id).catch(() => this.#wanted.delete(name));
  }

  /** What an agreement lets through changes with it. */
  async readThings(): Promise<void> {
    const areFilled = await Promise.all([
      this.#fill(this.operations, "/api/v1/operations"),
      this.#fill(this.notices, "/api/v1/notices"),
    ]);
    if (areFilled.every(Boolean)) this.hasThings = true;
  }

  async readAgreements(): Promise<void> {
    if (await this.#fill(this.agreements, "/api/v1/agreements")) this.#watchTurns();
  }

  /** Whether the shelf was filled: not for a beginning that is over. */
  async #fill<T extends { id: string }>(shelf: Shelf<T>, path: ListPath): Promise<boolean> {
    const mine = this.#turn;
    const things = (await listOf(path)) as unknown[] as T[];
    if (mine !== this.#turn) return false;
    shelf.fill(things);
    return true;
  }

  /** Looks anew when an agreement begins or ends by its time. */
  #watchTurns(): void {
    clearTimeout(this.#turning);
    if (!session.me || past) return;
    const { afterMs, isTurn } = nextTurn(this.agreements.all(), officeNow());
    this.#turning = setTimeout(() => {
      if (!isTurn) return this.#watchTurns();
      this.#wait({ subject: "agreement", id: "" });
    }, afterMs);
  }

  /** Drafts lie on the party's own desk: no feed tells of them. */
  async readDrafts(): Promise<void> {
    if (past) return; // nor does the past of an office
    await this.#fill(this.drafts, "/api/v1/notice-drafts");
  }

  /** Looks at one thing anew. */
  async refresh(subject: string, id: string): Promise<void> {
    await this.#refreshAll([{ subject, id }]);
  }

  async #refreshAll(items: readonly Named[]): Promise<void> {
    const of = (subject: string) => items.filter((item) => item.subject === subject).map(({ id }) => id);
    const at = (id: string) => ({ params: { path: { id } } });
    const rereads = of("agreement").length > 0;
    await Promise.all([
      this.#look(this.operations, of("operation"), (id) => got(api.GET("/api/v1/operations/{id}", at(id))), isOver),
      this.#look(this.notices, of("notice"), (id) => got(api.GET("/api/v1/notices/{id}", at(id)))),
      this.#look(this.threads, of("thread"), (id) => got(api.GET("/api/v1/threads/{id}", at(id)))),
      this.#look(this.parties, of("party"), (id) => got(api.GET("/api/v1/parties/{id}", at(id)))),
      rereads && this.readAgreements().then(() => this.readThings()),
    ]);
  }

  #listen(after: number): void {
    this.#stream = new Stream(
      {
        told: (item) => {
          this.#wait(item);
          for (const listener of this.#listeners) listener(item);
        },
        gap: () => this.#wait(EVERYTHING),
        link: (link) => (this.link = link),
        alive: () => {
          if (this.line !== "live") [this.line, this.problem] = ["live", undefined];
          this.asOf = officeNow();
        },
        lost: (problem) => {
          [this.line, this.problem] = ["lost", problem];
          // Whether the party is let in again is seen from the beginning.
          if (this.isOutside) void this.begin();
        },
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

  /** What is to be looked at anew. It waits until that has been done, or everything is read from the beginning. */
  #wait(item: Named): void {
    this.#waiting.set(`${item.subject} ${item.id}`, item);
    void this.#work();
  }

  async #work(): Promise<void> {
    const mine = this.#turn;
    if (this.#working === mine) return;
    this.#working = mine;
    try {
      while (mine === this.#turn && this.#waiting.size > 0) {
        const items = [...this.#waiting.values()];
        this.#waiting.clear();
        if (items.length > MOST_SINGLE || items.includes(EVERYTHING)) await this.readAll();
        else await this.#refreshAll(items);
      }
    } catch {
      if (mine !== this.#turn) return;
      this.line = "lost";
      this.#stream?.end();
      this.#beginAfter(BROKEN_AGAIN_MS);
    } finally {
      if (this.#working === mine) this.#working = undefined;
    }
  }

  /** Asks for each of these, and takes together what comes together. */
  async #look<T extends { id: string }>(
    shelf: Shelf<T>,
    ids: readonly string[],
    ask: (id: string) => Promise<T>,
    isGone: (thing: T) => boolean = () => false,
  ): Promise<void> {
    if (ids.length === 0) return;
    const mine = this.#turn;
    let there: T[] = [];
    let gone: string[] = [];
    const take = () => {
      if (mine === this.#turn) shelf.putAll(there, gone);
      [there, gone] = [[], []];
    };
    const taking = setInterval(take, TOGETHER_MS);
    try {
      await Promise.all(
        ids.map(async (id) => {
          const thing = await ask(id).catch(nothingIfNotThere);
          if (thing === undefined || isGone(thing)) gone.push(id);
          else there.push(thing);
        }),
      );
    } finally {
      clearInterval(taking);
      take();
    }
  }
}

/** A thing that is not there, or not for us. Whatever else goes wrong says nothing of it. */
function nothingIfNotThere(thrown: unknown): undefined {
  if (!(thrown instanceof Problem && thrown.status === 404)) throw thrown;
}

function isOver(operation: Operation): boolean {
  return operation.state === "Ended";
}

export const picture = new Picture();

/** A party's name as people say it, with its identifier if another could be meant; that alone while it is not known. */
export function partyName(id: string): string {
  const name = picture.parties.get(id)?.profile.name;
  if (name === undefined) return id;
  return picture.alike.has(id) ? `${name} (${isolated(id)})` : name;
}
