import { parseConfig, readEnvironment } from "../config.ts";
import { createLog } from "../http/log.ts";
import type { CoventisServer } from "../http/server.ts";
import { createSetupLink, isNew } from "../http/setup.ts";
import { startCoventis } from "./compose.ts";
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
    server = await startCoventis(config, { log, onFailure: fail });
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

/** The first SIGTERM or SIGINT; a second one ends the process as usual. */
export function stopSignal(): Promise<"SIGTERM" | "SIGINT"> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve(signal));
  });
}
