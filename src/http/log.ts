import { type DestinationStream, type Logger, pino } from "pino";
import type { Config } from "../config.ts";

/** JSON lines; whatever could carry a person or a secret is never written, wherever it stands. */
export function createLog(level: Config["logLevel"], destination?: DestinationStream): Logger {
  const secret = ["email", "to", "token", "cookie", "authorization", "password", "link", "name", "phone"];
  const options = {
    level,
    base: null,
    redact: { paths: [...secret, ...secret.map((name) => `*.${name}`)], censor: "…" },
    serializers: { err: toLoggedError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Errors of engines may quote addresses; what looks like one is cut out. */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s@<>"']+@[^\s@<>"']+/g, "…@…").replace(/(\/\/)[^\s/@]+@/g, "$1…@");
}

function toLoggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return withoutAddresses(String(error));
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: withoutAddresses(error.message),
    ...(typeof code === "string" ? { code } : {}),
    stack: withoutAddresses(error.stack ?? ""),
    ...(error.cause === undefined ? {} : { cause: withoutAddresses(String(error.cause)) }),
  };
}
