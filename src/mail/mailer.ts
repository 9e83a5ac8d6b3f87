import type { Message } from "./message.ts";

/** Hands messages to whoever carries them. `send` resolves once the carrier has taken the message. */
export type Mailer = {
  send(message: Message): Promise<void>;
  close(): void;
};

/** The message can never leave: retrying is useless. */
export class UndeliverableMessage extends Error {
  override name = "UndeliverableMessage";
}
