import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { createLog } from "../http/log.ts";
import { createPages } from "../http/pages/pages.ts";
import { type CoventisServer, startServer } from "../http/server.ts";
import { boardsOf } from "../live/boards.ts";
import { attachLive } from "../live/live.ts";
import { createAgenda } from "../runtime/agenda/agenda.ts";
import type { Clock } from "../runtime/clock.ts";
import { startReactions } from "../runtime/reactions.ts";
import { openStore } from "../vault/store.ts";

export type ComposeOptions = {
  /** The fair's clock; real time unless the demo says otherwise. */
  readonly clock?: Clock;
  readonly isDemo?: boolean;
  readonly log?: Logger;
  readonly onFailure?: (error: unknown) => void;
};

/** The whole product, listening: store → runtime → pages, API, sockets, agenda, boards. */
export async function startCoventis(config: Config, options: ComposeOptions = {}): Promise<CoventisServer> {
  const log = options.log ?? createLog(config.logLevel);
  const { storage } = config;
  const store = await openStore(
    storage.kind === "redis" ? { redisUrl: storage.url } : { dataDir: storage.folder },
  );
  try {
    const limiter = storage.kind === "redis" ? await connectLimiter(storage.url, log) : undefined;
    return await startServer({
      ...options,
      config,
      log,
      journal: store.journal,
      vault: store.vault,
      redis: limiter,
      withPages: createPages,
      withLive: attachLive,
      withAgenda: (runtime) =>
        createAgenda({ runtime, onError: (err) => log.error({ err }, "agenda computation failed") }),
      withOccupancy: boardsOf,
      withReactions: [startReactions, () => async () => limiter?.disconnect()],
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function connectLimiter(url: string, log: Logger) {
  const { createClient } = await import("../journal/redis-connection.ts");
  const client = createClient(url, {});
  client.on("error", (err) =>
    log.warn({ err }, "limits: Redis does not answer, counting on this node alone"),
  );
  await client.connect();
  return client;
}
