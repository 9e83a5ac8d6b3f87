import type { Person, Vault } from "../vault/vault.ts";
import type { WantedMail } from "./reactions-words.ts";

/** Writes wanted mails into the outbox, in order and at a pace that leaves the disk to bookings. */
export type MailQueue = {
  /** `done` runs once these mails, and all before them, are in the outbox. */
  add(mails: readonly WantedMail[], done?: () => void): void;
  /** How many mails wait. */
  size(): number;
  /** Resolves when nothing waits: for tests and backups. */
  idle(): Promise<void>;
  /** Ends after the mail under way; what waits is made again from the journal at the next start. */
  stop(): Promise<void>;
};

const retryMs = 1_000;

export function createMailQueue(options: {
  readonly vault: Vault;
  readonly nowMs: () => number;
  /** Between two mails. */
  readonly paceMs: number;
  readonly onError: (error: unknown) => void;
  readonly onQueued?: () => void;
}): MailQueue {
  const { vault, nowMs, paceMs, onError, onQueued } = options;
  const waiting: { readonly mails: readonly WantedMail[]; done: (() => void) | undefined }[] = [];
  let running: Promise<void> | undefined;
  let isStopped = false;
  let size = 0;

  const put = async (mail: WantedMail): Promise<void> => {
    const ids = mail.about === undefined ? [mail.to] : [mail.to, mail.about];
    const people = await vault.getPeople(ids);
    const reader = people.get(mail.to);
    // Erased meanwhile: nobody to write to.
    if (!reader) return;
    const message = mail.quotes === undefined ? null : await messageOf(vault, mail.quotes);
    const aboutName = (mail.about === undefined ? undefined : people.get(mail.about)?.name) ?? null;
    const written = mail.write(reader, { aboutName, message });
    const isNew = await vault.enqueueMail({ ...written, ...addressOf(reader), id: mail.id }, nowMs());
    if (isNew) onQueued?.();
  };
  const run = async (): Promise<void> => {
    for (let first = waiting[0]; first && !isStopped; first = waiting[0]) {
      for (const mail of first.mails) {
        if (isStopped) return;
        await persist(mail);
        size -= 1;
        await wait(paceMs);
      }
      if (isStopped) return;
      waiting.shift();
      first.done?.();
    }
  };
  const persist = async (mail: WantedMail): Promise<void> => {
    while (!isStopped)
      try {
        return await put(mail);
      } catch (error) {
        onError(error);
        await wait(retryMs);
      }
  };
  const start = (): void => {
    running ??= run().finally(() => {
      running = undefined;
      if (waiting.length > 0 && !isStopped) start();
    });
  };
  return {
    add(mails, done) {
      if (isStopped) return;
      const last = waiting.at(-1);
      // Most commits want no mail: they only move on what is done.
      if (mails.length === 0 && !last) return done?.();
      size += mails.length;
      if (mails.length === 0 && last) last.done = done ?? last.done;
      else waiting.push({ mails, done });
      start();
    },
    size: () => size,
    async idle() {
      while (running && !isStopped) await running;
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

async function messageOf(vault: Vault, meeting: string): Promise<string | null> {
  const kept = await vault.getDocument("meeting-messages", meeting);
  return typeof kept?.body.text === "string" ? kept.body.text : null;
}

function addressOf({ id, email, locale }: Person) {
  return { personId: id, to: email, locale };
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
