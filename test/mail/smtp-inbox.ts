import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export type Received = {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: Email;
};
export type SmtpInbox = {
  readonly url: string;
  readonly received: readonly Received[];
  /** Answers the next commands of this kind with an error; null lets them pass again. */
  refuse(at: "recipient" | "data", error: { code: number; message: string } | null): void;
  close(): Promise<void>;
};

/** A real SMTP server on a free loopback port that keeps and parses what it receives. */
export async function startSmtpInbox(): Promise<SmtpInbox> {
  const received: Received[] = [];
  const refusals = new Map<string, { code: number; message: string }>();
  const failure = (at: string) => {
    const refusal = refusals.get(at);
    return refusal ? Object.assign(new Error(refusal.message), { responseCode: refusal.code }) : null;
  };
  const server = new SMTPServer({
    authMethods: ["PLAIN", "LOGIN"],
    allowInsecureAuth: true,
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) =>
      username === "coventis" && password === "s€cret"
        ? done(null, { user: username })
        : done(new Error("wrong password")),
    onRcptTo: (_address, _session, done) => done(failure("recipient")),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refusal = failure("data");
        if (refusal) return done(refusal);
        const raw = Buffer.concat(chunks);
        PostalMime.parse(raw).then((mail) => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? "" : mailFrom.address;
          received.push({
            from,
            to: rcptTo.map(({ address }) => address),
            raw: raw.toString("latin1"),
            mail,
          });
          done();
        }, done);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse(at, error) {
      if (error) refusals.set(at, error);
      else refusals.delete(at);
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
