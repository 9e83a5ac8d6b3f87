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
  readonly config: { readonly smtpUrl: string | undefined; readonly mailFrom: string };
  /** False where nobody reads the outbox: without SMTP as well, no mail is written. */
  readonly outboxIsVisible?: boolean;
  readonly log: { error(about: object, text: string): void };
  readonly metrics: { readonly mails: { inc(labels: { outcome: string }): void } };
};

const cursorEveryMs = 1_000;

/** Starts what follows commits by itself: time that settles, mails to write, mails to send. Returns how to stop. */
export async function startReactions(services: ReactionServices): Promise<() => Promise<void>> {
  const { runtime, wallClock, log } = services;
  const onError = (err: unknown): void => log.error({ err }, "a reaction failed, it will be tried again");
  const worker = startDelivery(services, onError);
  const queue = createMailQueue({
    vault: runtime.vault,
    nowMs: wallClock.nowMs,
    onError,
    ...(worker ? { onQueued: worker.wake } : {}),
  });
  const followed: Followed[] = [];
  runtime.onFairOpened((fair, id) => followed.push(followFair(services, queue, fair, id, onError)));
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

/** Makes the mails of every commit of a fair, those of commits made while nobody was here to react first. */
function followFair(
  services: ReactionServices,
  queue: MailQueue,
  fair: FairStream,
  id: FairId,
  onError: (error: unknown) => void,
): Followed {
  const { vault, journal } = services.runtime;
  const cursorName = `mails:${id}`;
  const { state, version: openedAt } = fair;
  const isWriting = areWanted(services);
  const placements = placementsOf(state);
  const later: (() => void)[] = [];
  let isCaughtUp = false;
  let done = 0;
  let kept = 0;

  const stop = fair.onCommit((committed) => {
    const mails = isWriting ? mailsOf(state, committed, placements, frameOf(services)) : [];
    keepPlacements(placements, state, committed);
    const add = (): void =>
      queue.add(mails, () => {
        done = committed.version;
      });
    if (isCaughtUp) add();
    else later.push(add);
  });
  const catchUp = async (): Promise<void> => {
    const cursor = await vault.getCursor(cursorName);
    done = cursor;
    kept = cursor;
    if (!isWriting) done = Math.max(cursor, openedAt);
    if (cursor >= openedAt || !isWriting) return;
    const past = createFairState();
    const before = placementsOf(past);
    for await (const commit of journal.read(fair.name, 0)) {
      if (commit.version > openedAt) break;
      const committed = { version: commit.version, events: commit.events.map(upcastFairEvent) };
      for (const event of committed.events) evolveFair(past, event);
      if (commit.version > cursor)
        queue.add(mailsOf(past, committed, before, frameOf(services)), () => {
          done = commit.version;
        });
      keepPlacements(before, past, committed);
    }
  };
  const keepCursor = async (): Promise<void> => {
    if (done <= kept) return;
    const reached = done;
    await vault.setCursor(cursorName, reached);
    kept = reached;
  };
  const retry = (): void => {
    catchUp().then(
      () => {
        isCaughtUp = true;
        for (const add of later.splice(0)) add();
      },
      (error: unknown) => {
        onError(error);
        setTimeout(retry, cursorEveryMs).unref();
      },
    );
  };
  retry();
  const keeping = setInterval(() => void keepCursor().catch(onError), cursorEveryMs);
  keeping.unref();
  return {
    stop() {
      stop();
      clearInterval(keeping);
    },
    keepCursor,
  };
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
