import type { Catalogue } from "../fr.ts";

export const outbox: Catalogue["outbox"] = {
  title: "Mail",
  withSmtp: "What leaves through your mail server.",
  withoutSmtp: "No mail server is configured: messages are read here.",
  nothing: "No mail yet",
  status: { sent: "Sent", waiting: "Waiting", failed: "Failed" },
  read: "Read the message",
  attached: (files) => `Attached: ${files}`,
  follow: "Follow the link of the message",
};
