import { api, got, type Schema } from "../api/client";
import { listOf } from "../api/lists";
import { mine } from "../api/mine";
import { session } from "../api/session.svelte";
import { answersTo, inboxOf, isAlarm, type Waiting } from "../live/inbox";
import type { QuietSeen } from "../live/inbox_quiet";
import { officeLog } from "../live/log.svelte";
import { Paced } from "../live/paced";
import { picture, type Party, type Thread } from "../live/picture.svelte";
import { isBinding, othersInside, quietPeriods, type Quiet } from "../live/quiet";
import type { Told } from "../live/stream";
import { officeNow } from "../api/skew";

/** A thread that could not be read is tried again after so long. */
const READ_AGAIN_MS = 5_000;
/** So many threads are read at once for the times at which their messages are due; and so many quiet periods. */
const MOST_AT_ONCE = 4;
const UNOPENED_REST_MS = 1_000;

/** Of quiet periods that have ended, so many of the last ones may be news. */
const MOST_ENDED = 50;

const ANSWERS_SEEN = "answers seen";
const INCIDENTS_SEEN = "incidents seen";
const QUIET_SEEN = "quiet periods seen";
const LOG_SEEN = "log seen";

/** What this person has seen here, by the identifiers of what was seen. */
function seenHere<T>(name: string): Readonly<Record<string, T>> {
  try {
    return (JSON.parse(mine.read("machine", name) ?? "{}") as Record<string, T> | null) ?? {};
  } catch {
    return {};
  }
}

/** What was seen of things that are in the list; of all, as long as the list has not come. */
function stillThere<T>(seen: Readonly<Record<string, T>>, list: readonly { id: string }[]): Record<string, T> {
  const known = new Set(list.map(({ id }) => id));
  return Object.fromEntries(Object.entries(seen).filter(([id]) => known.size === 0 || known.has(id)));
}

/** Lists come without what lies inside. */
function withInside(period: Quiet): Promise<Quiet> | Quiet {
  if (!isBinding(period)) return period;
  return got(api.GET("/api/v1/quiet-periods/{id}", { params: { path: { id: period.id } } })).catch(() => period);
}

/** Something that went up the ladder because others did not answer: said until it was seen. */
export interface News {
  number: number;
  id: string;
  level: number;
  priority: Told["priority"];
  at: string;
}

/** What lies on the desk of whoever has signed in: what awaits the party, and what must be heard at once. */
class Desk {
  applications = $state.raw<Party[]>([]);
  /** Reports that came in and nobody of the party has opened: without their words, for who is shown them is noted. */
  unopened = $state.raw<Schema["UnopenedOut"][]>([]);
  /** What one asked and was asked. */
  requests = $state.raw<Schema["RequestOut"][]>([]);
  /** No office knows who has looked at an answer: each person's browser keeps it. */
  answersSeen = $state.raw<Readonly<Record<string, number>>>({});
  incidents = $state.raw<Schema["IncidentOut"][]>([]);
  incidentsSeen = $state.raw<Readonly<Record<string, string>>>({});
  /** Those that have not ended, with what one sees inside them, and those that ended last. */
  quiet = $state.raw<Quiet[]>([]);
  quietSeen = $state.raw<Readonly<Record<string, QuietSeen>>>({});
  logSeen = $state.raw<Readonly<Record<string, true>>>({});
  news = $state.raw<News[]>([]);
  /** The time at which the list was made: it goes on only when something becomes due, for all that is shown of the list
   * is made anew with it. */
  #moment = $state(officeNow());
  readonly #inbox = $derived(
    picture.isRead && session.me
      ? inboxOf({
          party: session.party,
          person: session.me.person.id,
          now: this.#moment,
          threads: picture.threads.all(),
          notices: picture.notices.all(),
          agreements: picture.agreements.all(),
          applications: this.applications,
          unopened: this.unopened,
          drafts: picture.drafts.all(),
          requests: this.requests,
          answersSeen: this.answersSeen,
          incidents: this.incidents,
          incidentsSeen: this.incidentsSeen,
          quiet: this.quiet,
          quietSeen: this.quietSeen,
          contests: officeLog.contests,
          unbelieved: officeLog.unbelieved,
          logSeen: this.logSeen,
        })
      : { waiting: [], until: Infinity },
  );
  readonly waiting = $derived(this.#inbox.waiting);
  readonly alarms = $derived(this.waiting.filter(isAlarm));
  readonly #reading = new Set<string>();
  /** Many come in at a time. */
  readonly #askUnopened = new Paced(() => this.readUnopened(), UNOPENED_REST_MS);
  readonly #askRequests = new Paced(() => this.readRequests(), UNOPENED_REST_MS);
  readonly #askIncidents = new Paced(() => this.readIncidents(), UNOPENED_REST_MS);
  readonly #askQuiet = new Paced(() => this.readQuiet(), UNOPENED_REST_MS);

  /** Follows the feed for what the picture does not hold. Gives what ends that. */
  begin(): () => void {
    this.news = [];
    void this.readApplications();
    void this.readUnopened();
    this.answersSeen = seenHere(ANSWERS_SEEN);
    void this.readRequests();
    this.incidentsSeen = seenHere(INCIDENTS_SEEN);
    void this.readIncidents();
    // What whoever sat here before took part in must not sound for somebody else.
    this.quiet = [];
    this.quietSeen = seenHere(QUIET_SEEN);
    void this.readQuiet();
    this.logSeen = seenHere(LOG_SEEN);
    const ends = [picture.onTold((item) => this.#take(item)), officeLog.begin()];
    return () => ends.forEach((end) => end());
  }

  async readApplications(): Promise<void> {
    try {
      this.applications = await listOf("/api/v1/applications");
    } catch {
      // They are asked for again with the next news of a party; the page on parties says what is wrong.
    }
  }

  async readUnopened(): Promise<void> {
    try {
      const unopened = await got(api.GET("/api/v1/reports/unopened"));
      if (JSON.stringify(unopened) !== JSON.stringify(this.unopened)) this.unopened = unopened;
    } catch {
      // They are asked for again with the next news of a report.
    }
  }

  async readRequests(): Promise<void> {
    try {
      this.requests = await listOf("/api/v1/requests");
    } catch {
      // They are asked for again with the next news of a request.
    }
  }

  async readIncidents(): Promise<void> {
    try {
      this.incidents = await listOf("/api/v1/incidents");
    } catch {
      // They are asked for again with the next news of an incident.
    }
  }

  /** The person has this incident before them, with all that is known of it here. */
  sawIncident(id: string): void {
    const at = this.incidents.find((one) => one.id === id)?.last?.at;
    if (!at || at <= (this.incidentsSeen[id] ?? "")) return;
    this.incidentsSeen = { ...stillThere(this.incidentsSeen, this.incidents), [id]: at };
    mine.keep("machine", INCIDENTS_SEEN, JSON.stringify(this.incidentsSeen));
  }

  /** The person has these answers before them. */
  sawAnswers(request: Schema["RequestOut"]): void {
    const count = answersTo(request);
    if (count <= (this.answersSeen[request.id] ?? 0)) return;
    this.answersSeen = { ...stillThere(this.answersSeen, this.requests), [request.id]: count };
    mine.keep("machine", ANSWERS_SEEN, JSON.stringify(this.answersSeen));
  }

  async readQuiet(): Promise<void> {
    try {
      const { items } = await quietPeriods({}, MOST_ENDED);
      const whole: Quiet[] = [];
      for (let first = 0; first < items.length; first += MOST_AT_ONCE) {
        whole.push(...(await Promise.all(items.slice(first, first + MOST_AT_ONCE).map(withInside))));
      }
      this.quiet = whole;
    } catch {
      // They are asked for again with the next news of a quiet period.
    }
  }

  /** The person has this quiet period before them: that it has ended, or what lies inside. */
  sawQuiet(period: Quiet): void {
    const before = this.quietSeen[period.id];
    const ended = period.state === "ended";
    const inside = isBinding(period) ? othersInside(period, session.party).map(({ id }) => id) : [];
    const isNew = ended ? !before?.ended : inside.some((id) => !before?.inside.includes(id));
    if (!isNew) return;
    this.quietSeen = { ...stillThere(this.quietSeen, this.quiet), [period.id]: { ended, inside } };
    mine.keep("machine", QUIET_SEEN, JSON.stringify(this.quietSeen));
  }

  /** The person has read a line that nobody waits for them to acknowledge. */
  saw({ kind, key, id }: Waiting): void {
    if (kind === "log-contested" || kind === "log-keys") {
      this.logSeen = { ...this.logSeen, [key]: true };
      mine.keep("machine", LOG_SEEN, JSON.stringify(this.logSeen));
      return;
    }
    const period = this.quiet.find((one) => one.id === id);
    if (period) this.sawQuiet(period);
  }

  /** Says what time it is now. */
  moveOn(now: number): void {
    if (now >= this.#inbox.until || now < this.#moment) this.#moment = now;
  }

  seen(news: News): void {
    this.news = this.news.filter((one) => one.number !== news.number);
  }

  /** Threads in a list come without their messages: of those that await something, they are read one by one. */
  readAwaited(threads: Thread[]): void {
    for (const thread of threads) {
      if (this.#reading.size >= MOST_AT_ONCE) return;
      const isKnown = thread.messages && !thread.isBehind;
      if (!thread.mine_awaited || isKnown || this.#reading.has(thread.id)) continue;
      this.#reading.add(thread.id);
      picture
        .refresh("thread", thread.id)
        .then(() => this.#reading.delete(thread.id))
        .catch(() => setTimeout(() => this.#readAgain(thread.id), READ_AGAIN_MS));
    }
  }

  /** Nothing has changed that would bring anybody else to ask. */
  #readAgain(id: string): void {
    this.#reading.delete(id);
    this.readAwaited(picture.threads.all());
  }

  #take(item: Told): void {
    if (item.subject === "party") void this.readApplications();
    if (item.subject === "request") this.#askRequests.ask();
    if (item.subject === "incident") this.#askIncidents.ask();
    if (item.subject === "quiet-period") this.#askQuiet.ask();
    if (item.subject === "report") this.#askUnopened.ask();
    if (item.subject === "thread" && item.why === "not acknowledged") {
      const { number, id, level = 0, priority, at } = item;
      // The newest step says all: the ones before it need not be seen any more.
      this.news = [...this.news.filter((one) => one.id !== id), { number, id, level, priority, at }];
    }
    if (item.subject === "thread" && item.why === "acknowledged") {
      this.news = this.news.filter((one) => one.id !== item.id);
    }
  }
}

export const desk = new Desk();
