import { mkdirSync } from "node:fs";
import { type Config, parseConfig, readEnvironment } from "../config.ts";
import { createLog } from "../http/log.ts";
import { type CoventisServer, startServer } from "../http/server.ts";
import { createSetupLink, isNew } from "../http/setup.ts";
import type { Journal } from "../journal/journal.ts";
import type { Vault } from "../vault/vault.ts";
import type { CommandIo } from "./io.ts";

const usage =
  "usage: serve (configured by the environment: PORT, HOST, BASE_URL, DATA_DIR or REDIS_URL, SMTP_URL, SECRET…)\n";

/** `serve`: the server, until it is told to stop. Exit 2 on a bad configuration, 1 when it cannot go on. */
export async function runServe(args: readonly string[], io: CommandIo): Promise<number> {
  if (args.length > 0) {
    io.err(usage);
    return 2;
  }
  const parsed = parseConfig(readEnvironment());
  if (!parsed.ok) {
    for (const fault of parsed.faults) io.err(`${fault}\n`);
    return 2;
  }
  const { config } = parsed;
  const log = createLog(config.logLevel);
  let server: CoventisServer;
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<"failed">((resolve) => {
    fail = () => resolve("failed");
  });
  try {
    const { journal, vault, redis } = await openStorage(config);
    server = await startServer({ config, journal, vault, redis, log, onFailure: fail });
  } catch (error) {
    io.err(`cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const { services } = server;
  log.info({ url: services.baseUrl(), storage: config.storage.kind }, "listening");
  if (isNew(services.runtime)) io.out(`set-up ${await createSetupLink(services)}\n`);
  const why = await Promise.race([stopSignal(), failed]);
  log.info({ why }, "stopping");
  await server.close();
  log.info("stopped");
  return why === "failed" ? 1 : 0;
}

/** The engine that the configuration names; native code is only loaded where it is used. */
export async function openStorage(
  config: Pick<Config, "storage">,
): Promise<{ readonly journal: Journal; readonly vault: Vault; readonly redis: unknown }> {
  const { storage } = config;
  if (storage.kind === "redis") {
    const { createRedisJournal } = await import("../journal/redis-journal.ts");
    const { createRedisVault } = await import("../vault/redis-vault.ts");
    const { createClient } = await import("../journal/redis-connection.ts");
    const journal = await createRedisJournal({ url: storage.url });
    return {
      journal,
      vault: await createRedisVault({ url: storage.url }),
      redis: createClient(storage.url, {}),
    };
  }
  const { createSqliteJournal } = await import("../journal/sqlite-journal.ts");
  const { createSqliteVault } = await import("../vault/sqlite-vault.ts");
  mkdirSync(storage.folder, { recursive: true, mode: 0o700 });
  return {
    journal: createSqliteJournal({ file: storage.file }),
    vault: createSqliteVault({ file: storage.file }),
    redis: undefined,
  };
}

/** The first SIGTERM or SIGINT; a second one ends the process as usual. */
function stopSignal(): Promise<"SIGTERM" | "SIGINT"> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve(signal));
  });
}
