import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import type { Journal } from "../journal/journal.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import { createRuntime, type Runtime } from "../runtime/runtime.ts";
import type { Vault } from "../vault/vault.ts";
import { createApp } from "./app.ts";
import { createDirectLane } from "./direct.ts";
import type { AppEnv } from "./env.ts";
import { createIdentities } from "./identity.ts";
import { createLimits } from "./limits.ts";
import { createLog } from "./log.ts";
import { createMetrics, measureJournal } from "./metrics.ts";
import { createRecommendations } from "./recommendations.ts";
import { createDrain } from "./requests.ts";
import type { AgendaPort, LiveServer, OccupancyPort, Services } from "./services.ts";
import { createSignIn } from "./sign-in.ts";

export type StartOptions = {
  readonly config: Config;
  readonly journal: Journal;
  readonly vault: Vault;
  /** The fair's clock; real time unless the demo says otherwise. */
  readonly clock?: Clock;
  /** Real time; a test may hold it. */
  readonly wallClock?: Clock;
  readonly log?: Logger;
  /** An ioredis client for limits that nodes share. */
  readonly redis?: unknown;
  /** Links that sign in by one click, and mails to read on a page: the demo. */
  readonly isDemo?: boolean;
  readonly withPages?: (services: Services) => Hono<AppEnv>;
  readonly withLive?: (server: Server, services: Services) => LiveServer;
  readonly withAgenda?: (runtime: Runtime) => AgendaPort;
  readonly withOccupancy?: (runtime: Runtime) => OccupancyPort;
  /** Work that reacts to commits (mails, timers); what it returns stops it. */
  readonly withReactions?: readonly ((
    services: Services,
  ) => Promise<() => Promise<void>> | (() => Promise<void>))[];
  /** Told of each step of a shutdown, in order. */
  readonly onStep?: (step: ShutdownStep) => void;
  /** The journal can no longer be followed: the process had better end and start again. */
  readonly onFailure?: (error: unknown) => void;
};
export type ShutdownStep = "stopped-accepting" | "drained" | "sockets-told" | "stopped-following" | "closed";

export type CoventisServer = {
  readonly services: Services;
  readonly runtime: Runtime;
  readonly app: Hono<AppEnv>;
  /** Known once it listens. */
  readonly url: string;
  readonly port: number;
  listen(): Promise<void>;
  /** Stops in order, losing no acknowledged command; may be called twice. */
  close(): Promise<void>;
};

const drainMs = 10_000;

/** Puts journal, runtime and edges together; nothing listens yet. */
export async function createServerOf(options: StartOptions): Promise<CoventisServer> {
  const { config, vault, isDemo = false, wallClock = systemClock, clock = systemClock } = options;
  const log = options.log ?? createLog(config.logLevel);
  const metrics = createMetrics({ withProcess: options.withLive !== undefined });
  const journal = measureJournal(options.journal, metrics);
  const onFailure = (err: unknown): void => {
    log.fatal({ err }, "the journal can no longer be followed");
    options.onFailure?.(err);
  };
  const runtime = await createRuntime({ journal, vault, clock, onFailure });
  let port = config.port;
  const listensAt = (): string =>
    `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
  const baseUrl = (): string => config.baseUrl ?? listensAt();
  const { secret, isHttps } = config;
  const recommendations = createRecommendations(runtime, (err) =>
    log.error({ err }, "the matching thread failed"),
  );
  const limits = createLimits(config.limits, options.redis);
  const services: Services = {
    config,
    baseUrl,
    runtime,
    wallClock,
    log,
    metrics,
    identities: createIdentities({ runtime, wallClock, secret, isHttps }),
    signIn: createSignIn({
      vault,
      wallClock,
      baseUrl,
      secret,
      allowsOneClick: isDemo,
      mayMail: limits.mail,
      onError: (err) => log.error({ err }, "sign-in mail failed"),
    }),
    limits,
    recommendations,
    agenda: options.withAgenda?.(runtime),
    occupancy: options.withOccupancy?.(runtime),
    outboxIsVisible: isDemo || config.outboxIsVisible,
  };
  const drain = createDrain();
  const app = createApp(services, drain, options.withPages?.(services));
  const listener = getRequestListener(app.fetch);
  const lane = await createDirectLane(services, drain);
  const server = createServer((request, response) => {
    // Counted until the last byte has left: a handler that has ended is not yet an answer received.
    drain.begin();
    response.once("close", () => drain.end());
    if (!lane(request, response)) return listener(request, response);
    return undefined;
  });
  server.keepAliveTimeout = 65_000;
  const live = options.withLive?.(server, services);
  const stops = await Promise.all((options.withReactions ?? []).map((start) => start(services)));
  const onStep = options.onStep ?? (() => undefined);
  let closing: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((done) => (server.listening ? server.close(() => done()) : done()));
    onStep("stopped-accepting");
    await drain.close(drainMs);
    server.closeIdleConnections();
    await services.signIn.settled();
    onStep("drained");
    await live?.close();
    onStep("sockets-told");
    server.closeAllConnections();
    await closed;
    for (const end of stops) await end();
    await services.agenda?.close();
    await recommendations.close();
    await runtime.close();
    onStep("stopped-following");
    await vault.close();
    await journal.close();
    onStep("closed");
  };
  return {
    services,
    runtime,
    app,
    get url() {
      return listensAt();
    },
    get port() {
      return port;
    },
    async listen() {
      await new Promise<void>((done, fail) => {
        server.once("error", fail);
        server.listen(config.port, config.host, () => {
          server.off("error", fail);
          done();
        });
      });
      port = (server.address() as AddressInfo).port;
    },
    close() {
      closing ??= stop();
      return closing;
    },
  };
}

/** The same, listening. */
export async function startServer(options: StartOptions): Promise<CoventisServer> {
  const server = await createServerOf(options);
  await server.listen();
  return server;
}
