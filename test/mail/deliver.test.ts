import { describe, expect, test } from "vitest";
import { type Delivery, deliverNext, retryDelayMs, startMailWorker } from "../../src/mail/deliver.ts";
import { type Mailer, UndeliverableMessage } from "../../src/mail/mailer.ts";
import { createSmtpMailer } from "../../src/mail/smtp-mailer.ts";
import { createMemoryVault } from "../../src/vault/memory-vault.ts";
import type { Mail } from "../../src/vault/vault.ts";
import { startSmtpInbox } from "./smtp-inbox.ts";

const mail = (id: string, to = `${id}@example.org`): Mail => ({
  id,
  personId: null,
  to,
  locale: "fr",
  subject: `Été ${id}`,
  text: "Bonjour",
});

/** Fails as told, in order, then sends. */
function scripted(failures: Error[]): Mailer & { sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    async send({ id }) {
      const failure = failures.shift();
      if (failure) throw failure;
      sent.push(id);
    },
    close() {},
  };
}

describe("one attempt after the other", () => {
  test("waits longer after each failure, then sends, once", async () => {
    const outbox = createMemoryVault();
    const mailer = scripted([new Error("451"), new Error("421")]);
    let now = 1_000;
    const options = { outbox, mailer, nowMs: () => now, random: () => 0 };
    await outbox.enqueueMail(mail("a"), now);
    expect(await deliverNext(options)).toMatchObject({ outcome: "retry", retryAtMs: 31_000 });
    expect(await deliverNext(options)).toBeNull();
    now = 31_000;
    expect(await deliverNext(options)).toMatchObject({ outcome: "retry", retryAtMs: 151_000 });
    now = 151_000;
    expect(await deliverNext(options)).toEqual({ outcome: "sent", mailId: "a" });
    now = 1e9;
    expect(await deliverNext(options)).toBeNull();
    expect(mailer.sent).toEqual(["a"]);
  });

  test("gives up at once on what can never leave, and in the end on the rest", async () => {
    const outbox = createMemoryVault();
    const failures = [
      new UndeliverableMessage("550 <never@example.org>: unknown"),
      ...Array.from({ length: 8 }, () => new Error("421")),
    ];
    let now = 0;
    const seen: Delivery[] = [];
    const options = {
      outbox,
      mailer: scripted(failures),
      nowMs: () => now,
      random: () => 0.5,
      onDelivery: (delivery: Delivery) => seen.push(delivery),
    };
    await outbox.enqueueMail(mail("never"), 0);
    await outbox.enqueueMail(mail("slow"), 1);
    now = 1;
    while ((await outbox.listMails(10)).some(({ status }) => status === "waiting")) {
      if ((await deliverNext(options)) === null) now += 60_000;
    }
    const records = new Map((await outbox.listMails(10)).map((record) => [record.mail.id, record]));
    expect(records.get("never")).toMatchObject({ status: "abandoned", attempts: 1 });
    expect(records.get("slow")).toMatchObject({ status: "abandoned", attempts: 8, lastError: "421" });
    expect(seen.map(({ outcome }) => outcome)).toEqual(["abandoned", ...Array(7).fill("retry"), "abandoned"]);
    // The address stays out of what is logged.
    expect(JSON.stringify(seen)).not.toContain("never@example.org");
  });

  test("delays grow fourfold, to six hours and a quarter more at random", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => retryDelayMs(attempts, 0) / 1000)).toEqual([
      30, 120, 480, 1920, 7680, 21_600, 21_600, 21_600,
    ]);
    expect(retryDelayMs(1, 0.999)).toBeLessThanOrEqual(37_500);
  });
});

describe("the worker", () => {
  test("sends what waits and what comes later, each once, through SMTP, with two workers on one outbox", async () => {
    const inbox = await startSmtpInbox();
    const outbox = createMemoryVault();
    const ids = Array.from({ length: 40 }, (_, index) => `m${index}`);
    for (const id of ids.slice(0, 20)) await outbox.enqueueMail(mail(id), 0);
    const workers = [1, 2].map(() => {
      const mailer = createSmtpMailer({
        url: inbox.url,
        from: { name: "Coventis", address: "rdv@example.org" },
        timeoutMs: 3_000,
      });
      const worker = startMailWorker({ outbox, mailer, nowMs: () => 5, random: Math.random, pollMs: 60_000 });
      return { mailer, worker };
    });
    for (const id of ids.slice(20)) {
      await outbox.enqueueMail(mail(id), 0);
      for (const { worker } of workers) worker.wake();
    }
    await until(() => inbox.received.length >= ids.length);
    for (const { worker, mailer } of workers) {
      await worker.stop();
      mailer.close();
    }
    await inbox.close();
    expect(inbox.received.map(({ mail: each }) => each.subject).sort()).toEqual(
      ids.map((id) => `Été ${id}`).sort(),
    );
    expect((await outbox.listMails(100)).every(({ status }) => status === "sent")).toBe(true);
  });

  test("survives an outbox that fails, and stops after the mail under way", async () => {
    const vault = createMemoryVault();
    let broken = true;
    const errors: unknown[] = [];
    const outbox = {
      markMailSent: vault.markMailSent,
      markMailFailed: vault.markMailFailed,
      async claimMail(nowMs: number, leaseMs: number) {
        if (broken) throw new Error("the disk is away");
        return vault.claimMail(nowMs, leaseMs);
      },
    };
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let started = 0;
    const mailer: Mailer = {
      async send() {
        started += 1;
        await gate;
      },
      close() {},
    };
    await vault.enqueueMail(mail("a"), 0);
    await vault.enqueueMail(mail("b"), 0);
    const worker = startMailWorker({
      outbox,
      mailer,
      nowMs: () => 1,
      random: () => 0,
      pollMs: 5,
      onError: (error) => errors.push(error),
    });
    await until(() => errors.length > 0);
    broken = false;
    await until(() => started === 1);
    const stopped = worker.stop();
    release();
    await stopped;
    worker.wake();
    expect(started).toBe(1);
    expect((await vault.listMails(10)).map(({ status }) => status).sort()).toEqual(["sent", "waiting"]);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let waited = 0; !isTrue(); waited += 5) {
    if (waited > 10_000) throw new Error("waited for ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
