import type { MailRecord, Vault } from "../vault/vault.ts";
import { type Mailer, UndeliverableMessage } from "./mailer.ts";

/** The part of the vault that is the outbox. */
export type Outbox = Pick<Vault, "claimMail" | "markMailSent" | "markMailFailed">;

export type Delivery =
  | { readonly outcome: "sent"; readonly mailId: string }
  | { readonly outcome: "retry"; readonly mailId: string; readonly retryAtMs: number; readonly error: string }
  | { readonly outcome: "abandoned"; readonly mailId: string; readonly error: string };

export type DeliveryOptions = {
  readonly outbox: Outbox;
  readonly mailer: Mailer;
  readonly nowMs: () => number;
  /** In [0, 1): spreads retries, so that a server that comes back is not stormed. */
  readonly random: () => number;
  /** Told of every attempt, without addresses; for logs and metrics. */
  readonly onDelivery?: (delivery: Delivery) => void;
  readonly maxAttempts?: number;
  /** How long one attempt may take before another worker takes the mail over. */
  readonly leaseMs?: number;
};

export type MailWorker = {
  /** Looks at the outbox at once, for instance because a mail was just queued. */
  wake(): void;
  /** Ends after the mail under way, if any. */
  stop(): Promise<void>;
};

/** Delivers what is due, one mail after the other, and goes on looking every `pollMs`. */
export function startMailWorker(
  options: DeliveryOptions & { readonly pollMs?: number; readonly onError?: (error: unknown) => void },
): MailWorker {
  const { pollMs = 5_000, onError } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let woken = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    do {
      woken = false;
      try {
        while (!stopped && (await deliverNext(options)) !== null);
      } catch (error) {
        // The outbox itself failed; the next round tries again.
        onError?.(error);
      }
    } while (woken && !stopped);
    running = undefined;
    if (!stopped) {
      timer = setTimeout(wake, pollMs);
      timer.unref();
    }
  }

  function wake(): void {
    if (stopped) return;
    woken = true;
    clearTimeout(timer);
    running ??= run();
  }

  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Tries the next mail that is due, once; null when none is. Throws only when the outbox does not answer. */
export async function deliverNext(options: DeliveryOptions): Promise<Delivery | null> {
  const { outbox, mailer, nowMs, leaseMs = 120_000, onDelivery } = options;
  const record = await outbox.claimMail(nowMs(), leaseMs);
  if (record === null) return null;
  const delivery = await attempt(record, mailer, options);
  const { mailId } = delivery;
  if (delivery.outcome === "sent") await outbox.markMailSent(mailId, nowMs());
  else {
    const retryAtMs = delivery.outcome === "retry" ? delivery.retryAtMs : null;
    await outbox.markMailFailed(mailId, delivery.error, retryAtMs);
  }
  onDelivery?.(delivery);
  return delivery;
}

/** Half a minute, then four times longer each time, up to six hours; plus up to a quarter at random. */
export function retryDelayMs(attempts: number, random: number): number {
  const delay = Math.min(30_000 * 4 ** (attempts - 1), 6 * 3_600_000);
  return Math.round(delay * (1 + random / 4));
}

async function attempt(
  { mail, attempts }: MailRecord,
  mailer: Mailer,
  { nowMs, random, maxAttempts = 8 }: DeliveryOptions,
): Promise<Delivery> {
  const mailId = mail.id;
  try {
    await mailer.send(mail);
    return { outcome: "sent", mailId };
  } catch (failure) {
    // A server may quote the address in its refusal, and this text reaches logs.
    const error = (failure instanceof Error ? failure.message : String(failure)).replaceAll(mail.to, "…");
    if (failure instanceof UndeliverableMessage || attempts >= maxAttempts) {
      return { outcome: "abandoned", mailId, error };
    }
    return { outcome: "retry", mailId, retryAtMs: nowMs() + retryDelayMs(attempts, random()), error };
  }
}
