import { evolveFair } from "../domain/fair/evolve.ts";
import { createFairState, type FairState, type Placement } from "../domain/fair/state.ts";
import { upcastFairEvent } from "../domain/fair/upcast.ts";
import type { FairId, MeetingId, OrganisationId } from "../domain/ids.ts";
import { startMailWorker } from "../mail/deliver.ts";
import { parseSender } from "../mail/sender.ts";
import { createSmtpMailer } from "../mail/smtp-mailer.ts";
import type { Clock } from "./clock.ts";
import { mailsOf } from "./reactions-mails.ts";
import { createMailQueue, type MailQueue } from "./reactions-queue.ts";
import { dayAhead, dayRemindersOf, remindAt, reminderOf } from "./reactions-reminders.ts";
import type { MailFrameOfFair } from "./reactions-words.ts";
import type { FairStream, Runtime } from "./runtime.ts";
import type { Committed } from "./stream.ts";
import { startTimers } from "./timers.ts";

/** What reactions need of the services that edges share. */
export type ReactionServices = {
  readonly runtime: Runtime;
  readonly wallClock: Clock;
  readonly baseUrl: () => string;
  readonly config: {
    readonly smtpUrl: string | undefined;
    readonly mailFrom: string;
    readonly contact: string | undefined;
  };
  /** False where nobody reads the outbox: without SMTP as well, no mail is written. */
  readonly outboxIsVisible?: boolean;
  readonly log: { error(about: object, text: string): void };
  readonly metrics: { readonly mails: { inc(labels: { outcome: string }): void } };
};

const cursorEveryMs = 1_000;
const retryMs = 1_000;

/** How mails are written; the defaults leave the disk to bookings. */
export type ReactionPace = {
  /** Between two mails: each is a synced write beside those of the journal. */
  readonly paceMs: number;
  /** Mails kept in memory; in a storm the others wait in the journal. */
  readonly mostWaiting: number;
};
/** Some 250 mails a second, a tenth of the disk's time. */
const defaultPace: ReactionPace = { paceMs: 4, mostWaiting: 2_000 };

/** Starts what follows commits by itself: time that settles, mails to write, mails to send. Returns how to stop. */
export async function startReactions(
  services: ReactionServices,
  pace: ReactionPace = defaultPace,
): Promise<() => Promise<void>> {
  const { runtime, wallClock, log } = services;
  const onError = (err: unknown): void => log.error({ err }, "a reaction failed, it will be tried again");
  const worker = startDelivery(services, onError);
  const queue = createMailQueue({
    vault: runtime.vault,
    nowMs: wallClock.nowMs,
    paceMs: pace.paceMs,
    onError,
    ...(worker ? { onQueued: worker.wake } : {}),
  });
  const followed: Followed[] = [];
  const follow = areWanted(services) ? followFair : passOver;
  runtime.onFairOpened((fair, id) => followed.push(follow(services, queue, fair, id, { ...pace, onError })));
  const reminded = new Set<string>();
  const stopTimers = startTimers({
    runtime,
    wallNowMs: wallClock.nowMs,
    onError,
    onRound: (_, { state }) => queue.add(areWanted(services) ? remindersOf(services, state, reminded) : []),
  });
  return async () => {
    await stopTimers();
    for (const fair of followed) fair.stop();
    await queue.stop();
    await Promise.all(followed.map((fair) => fair.keepCursor().catch(onError)));
    await worker?.stop();
  };
}

type Followed = { stop(): void; keepCursor(): Promise<void> };

/**
 * Makes the mails of every commit of a fair: as it is told where the outbox keeps up, else later from the journal,
 * which also has what was committed while nobody was here to react.
 */
function followFair(
  services: ReactionServices,
  queue: MailQueue,
  fair: FairStream,
  id: FairId,
  { mostWaiting, onError }: ReactionPace & { readonly onError: (error: unknown) => void },
): Followed {
  const { vault, journal } = services.runtime;
  const cursorName = `mails:${id}`;
  const placements = placementsOf(fair.state);
  let isKeepingUp = false;
  let isStopped = false;
  /** The last commit handed to the queue, the last one whose mails are all in the outbox, and the one written down. */
  let queued = 0;
  let done = 0;
  let kept = 0;

  const add = (mails: ReturnType<typeof mailsOf>, version: number): void => {
    queued = version;
    queue.add(mails, () => {
      done = version;
    });
  };
  const stop = fair.onCommit((committed) => {
    if (isKeepingUp && queue.size() < mostWaiting)
      add(mailsOf(fair.state, committed, placements, frameOf(services)), committed.version);
    else if (isKeepingUp) {
      isKeepingUp = false;
      catchUp();
    }
    keepPlacements(placements, fair.state, committed);
  });
  const readJournal = async (): Promise<void> => {
    const past = createFairState();
    const before = new Map<MeetingId, Placement>();
    let version = 0;
    // Nothing waits between the end of the journal and the comparison: what comes next is told to the listener.
    while (version < fair.version && !isStopped)
      for await (const commit of journal.read(fair.name, version)) {
        if (isStopped) return;
        const committed = { version: commit.version, events: commit.events.map(upcastFairEvent) };
        for (const event of committed.events) evolveFair(past, event);
        version = commit.version;
        if (version > queued) {
          while (queue.size() >= mostWaiting / 2 && !isStopped) await wait(50);
          add(mailsOf(past, committed, before, frameOf(services)), version);
        }
        keepPlacements(before, past, committed);
        if (version % 200 === 0) await new Promise((soon) => setImmediate(soon));
      }
    isKeepingUp = true;
  };
  const catchUp = (): void => {
    readJournal().catch(async (error: unknown) => {
      onError(error);
      await wait(retryMs);
      if (!isStopped) catchUp();
    });
  };
  const start = async (): Promise<void> => {
    const cursor = await vault.getCursor(cursorName);
    [queued, done, kept] = [cursor, cursor, cursor];
    if (cursor >= fair.version) isKeepingUp = true;
    else catchUp();
  };
  const tryToStart = (): void => {
    start().catch(async (error: unknown) => {
      onError(error);
      await wait(retryMs);
      if (!isStopped) tryToStart();
    });
  };
  const keepCursor = async (): Promise<void> => {
    if (done <= kept) return;
    const reached = done;
    await vault.setCursor(cursorName, reached);
    kept = reached;
  };
  tryToStart();
  const keeping = setInterval(() => void keepCursor().catch(onError), cursorEveryMs);
  keeping.unref();
  return {
    stop() {
      isStopped = true;
      stop();
      clearInterval(keeping);
    },
    keepCursor,
  };
}

/** Where no mail is wanted: what is committed counts as told. */
function passOver(
  { runtime }: ReactionServices,
  _: MailQueue,
  fair: FairStream,
  id: FairId,
  { onError }: { readonly onError: (error: unknown) => void },
): Followed {
  let kept = 0;
  const keepCursor = async (): Promise<void> => {
    if (fair.version <= kept) return;
    kept = fair.version;
    await runtime.vault.setCursor(`mails:${id}`, kept);
  };
  const keeping = setInterval(() => void keepCursor().catch(onError), 10 * cursorEveryMs);
  keeping.unref();
  return { stop: () => clearInterval(keeping), keepCursor };
}

/** Requests that wait for an answer are told again once, and each day the evening before. The outbox knows who has been told, whichever node did. */
function remindersOf(services: ReactionServices, state: FairState, reminded: Set<string>) {
  const nowMs = services.runtime.clock.nowMs();
  const day = dayAhead(state, nowMs);
  const dayKey = `${state.header.get()?.id}:${day}`;
  const ofDay =
    day === undefined || reminded.has(dayKey) ? [] : dayRemindersOf(state, day, frameOf(services));
  if (day !== undefined) reminded.add(dayKey);
  const ofRequests = [...state.pending.entries()].flatMap(([id, expiresAt]) => {
    const meeting = state.meetings.get(id);
    if (!meeting || reminded.has(id) || remindAt(meeting.createdAt, expiresAt) > nowMs) return [];
    reminded.add(id);
    return reminderOf(state, id, frameOf(services));
  });
  return [...ofRequests, ...ofDay];
}

/** Mails are written where they can be sent or read; elsewhere what happened is not told later. */
function areWanted({ config, outboxIsVisible = true }: ReactionServices): boolean {
  return config.smtpUrl !== undefined || outboxIsVisible;
}

function frameOf({ runtime, baseUrl, config }: ReactionServices): MailFrameOfFair {
  const { organisations } = runtime.directory.state;
  return {
    nameOf: (id: OrganisationId) => organisations.get(id)?.name ?? id,
    baseUrl: baseUrl(),
    from: parseSender(config.mailFrom)?.address ?? "coventis@localhost",
    contact: config.contact ?? null,
  };
}

/** Sends what is in the outbox, where there is a server to send it through. */
function startDelivery(services: ReactionServices, onError: (error: unknown) => void) {
  const { runtime, wallClock, config, metrics } = services;
  const from = parseSender(config.mailFrom);
  if (config.smtpUrl === undefined || from === null) return undefined;
  const mailer = createSmtpMailer({ url: config.smtpUrl, from });
  const worker = startMailWorker({
    outbox: runtime.vault,
    mailer,
    nowMs: wallClock.nowMs,
    random: Math.random,
    onError,
    onDelivery: ({ outcome }) => metrics.mails.inc({ outcome }),
  });
  return {
    wake: worker.wake,
    async stop() {
      await worker.stop();
      mailer.close();
    },
  };
}

function placementsOf(state: FairState): Map<MeetingId, Placement> {
  const placements = new Map<MeetingId, Placement>();
  for (const meeting of state.meetings.values())
    if (meeting.status === "scheduled") placements.set(meeting.id, meeting);
  return placements;
}

/** What may move many meetings at once; another grid numbers the same hours anew. */
const anyPlacement: ReadonlySet<string> = new Set(["AgendaPublished", "AgendaUnpublished", "ProgrammeSet"]);

/** After a commit: what stood where, for the mails of the next one. */
function keepPlacements(
  placements: Map<MeetingId, Placement>,
  state: FairState,
  { events }: Pick<Committed<{ readonly type: string }>, "events">,
): void {
  for (const event of events) {
    if (anyPlacement.has(event.type)) {
      placements.clear();
      for (const [id, placement] of placementsOf(state)) placements.set(id, placement);
      return;
    }
    if (!("meetingId" in event)) continue;
    const meeting = state.meetings.get(event.meetingId as MeetingId);
    if (meeting?.status === "scheduled") placements.set(meeting.id, meeting);
    else placements.delete(event.meetingId as MeetingId);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
