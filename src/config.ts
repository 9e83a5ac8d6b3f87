import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

export type Storage =
  | { readonly kind: "sqlite"; readonly folder: string; readonly file: string }
  | { readonly kind: "redis"; readonly url: string };

/** Everything that the environment decides, parsed once. */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** Where browsers reach us, without a slash at the end; undefined is wherever we listen. */
  readonly baseUrl: string | undefined;
  readonly isHttps: boolean;
  readonly storage: Storage;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Where people reach the organising team; undefined is the address that mails come from. */
  readonly contact: string | undefined;
  /** Signs cookies and makes ids of retried commands; at least 32 characters. */
  readonly secret: string;
  readonly logLevel: (typeof logLevels)[number];
  /** Proxies in front of us whose `X-Forwarded-For` is believed, nearest last. */
  readonly trustedProxies: number;
  readonly limits: RateLimits;
  /** Mails are also readable by organisers on the outbox page. */
  readonly outboxIsVisible: boolean;
};
/** How many a minute; 0 is no limit. */
export type RateLimits = {
  readonly signInPerAddress: number;
  readonly commandsPerAccount: number;
  readonly readsPerAddress: number;
};
export type ConfigOutcome =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] };
export type Environment = Readonly<Record<string, string | undefined>>;

const count = (fallback: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, "a whole number was expected")
    .transform(Number)
    .refine((value) => value <= max, `at most ${max} was expected`)
    .default(fallback);
const flag = (fallback: boolean) =>
  z
    .enum(["0", "1", "false", "true", "no", "yes"], "0 or 1 was expected")
    .transform((value) => value === "1" || value === "true" || value === "yes")
    .default(fallback);
const urlWith = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `an address such as ${example} was expected` });

const environmentSchema = z.object({
  PORT: count(3000, 65_535),
  HOST: z.string().trim().min(1).default("127.0.0.1"),
  BASE_URL: urlWith(/^https?$/, "https://salon.example.org").optional(),
  DATA_DIR: z.string().trim().min(1).optional(),
  REDIS_URL: urlWith(/^rediss?$/, "redis://127.0.0.1:6379").optional(),
  SMTP_URL: urlWith(/^smtps?$/, "smtp://user:password@mail.example.org:587").optional(),
  MAIL_FROM: z.string().trim().min(3).max(320).default("Coventis <coventis@localhost>"),
  CONTACT: z.email("an e-mail address was expected").max(320).optional(),
  SECRET: z.string().min(32, "at least 32 characters were expected").optional(),
  LOG_LEVEL: z.enum(logLevels, `one of ${logLevels.join(", ")} was expected`).default("info"),
  TRUST_PROXY: count(0, 10),
  // A whole fair may sit behind one address: these hold back machines, not a crowd on the venue's Wi-Fi.
  RATE_SIGN_IN: count(300, 1_000_000),
  RATE_COMMANDS: count(600, 1_000_000),
  RATE_READS: count(60_000, 1_000_000),
  OUTBOX: flag(false),
});

/** One clear line for each missing or malformed value. An empty variable is an absent one. */
export function parseConfig(environment: Environment): ConfigOutcome {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = environmentSchema.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  if (given.DATA_DIR === undefined && given.REDIS_URL === undefined)
    faults.push("DATA_DIR or REDIS_URL: missing; set the folder of the embedded journal or a Redis address");
  if (given.DATA_DIR !== undefined && given.REDIS_URL !== undefined)
    faults.push("DATA_DIR and REDIS_URL: only one of the two was expected");
  if (given.REDIS_URL !== undefined && given.SECRET === undefined)
    faults.push("SECRET: missing; nodes that share a Redis must share it (32 random characters or more)");
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  const env = parsed.data;
  const storage: Storage =
    env.REDIS_URL === undefined
      ? {
          kind: "sqlite",
          folder: resolve(env.DATA_DIR ?? "."),
          file: join(resolve(env.DATA_DIR ?? "."), "coventis.db"),
        }
      : { kind: "redis", url: env.REDIS_URL };
  const secret = env.SECRET ?? (storage.kind === "sqlite" ? keptSecret(storage.folder) : undefined);
  if (secret === undefined || typeof secret !== "string")
    return { ok: false, faults: [`DATA_DIR: ${secret?.fault ?? "no secret"}`] };
  const baseUrl = env.BASE_URL?.replace(/\/+$/, "");
  return {
    ok: true,
    config: {
      port: env.PORT,
      host: env.HOST,
      baseUrl,
      isHttps: baseUrl?.startsWith("https:") ?? false,
      storage,
      smtpUrl: env.SMTP_URL,
      mailFrom: env.MAIL_FROM,
      contact: env.CONTACT,
      secret,
      logLevel: env.LOG_LEVEL,
      trustedProxies: env.TRUST_PROXY,
      limits: {
        signInPerAddress: env.RATE_SIGN_IN,
        commandsPerAccount: env.RATE_COMMANDS,
        readsPerAddress: env.RATE_READS,
      },
      outboxIsVisible: env.OUTBOX,
    },
  };
}

/** The environment of this process. */
export function readEnvironment(): Environment {
  return process.env;
}

/** The secret of an embedded installation is made at its first start and stays beside its data. */
function keptSecret(folder: string): string | { readonly fault: string } {
  const file = join(folder, "secret");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (existsSync(file)) {
      const kept = readFileSync(file, "utf8").trim();
      return kept.length >= 32 ? kept : { fault: `${file} is damaged: at least 32 characters were expected` };
    }
    const made = randomBytes(48).toString("base64url");
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    return { fault: `cannot be written (${error instanceof Error ? error.message : String(error)})` };
  }
}
