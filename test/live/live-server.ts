import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io, type Socket } from "socket.io-client";
import { parseConfig } from "../../src/config.ts";
import type { Context } from "../../src/domain/decision.ts";
import { type FairCommand, fairCommandSchema } from "../../src/domain/fair/commands.ts";
import { type CoventisServer, startServer } from "../../src/http/server.ts";
import type { Journal } from "../../src/journal/journal.ts";
import { createMemoryJournal } from "../../src/journal/memory-journal.ts";
import { boardsOf } from "../../src/live/boards.ts";
import { attachLive } from "../../src/live/live.ts";
import { type Clock, systemClock } from "../../src/runtime/clock.ts";
import type { FairStream } from "../../src/runtime/runtime.ts";
import { createMemoryVault } from "../../src/vault/memory-vault.ts";
import { type FairSize, fairId, type SeededFair, seedRuntime } from "../support/seeded-fair.ts";

export type LiveFixture = {
  readonly server: CoventisServer;
  readonly fair: SeededFair;
  readonly stream: FairStream;
  readonly url: string;
  /** Gives a command in plain words; true when it was accepted. */
  give(
    command: { readonly type: FairCommand["type"] } & Record<string, unknown>,
    context?: Partial<Context>,
  ): Promise<boolean>;
  /** A socket that reconnects quickly; `token` undefined is a visitor. Closed with the server. */
  connect(token?: string, url?: string): Socket;
  close(): Promise<void>;
};

/** A whole server in this process, on a free port, with a seeded fair and sockets. */
export async function startLive(
  size: FairSize,
  options: {
    readonly clock?: Clock;
    readonly journal?: Journal;
    /** Another node of the same installation: same vault, a journal on the same store, nothing to seed. */
    readonly beside?: LiveFixture;
  } = {},
): Promise<LiveFixture> {
  const folder = mkdtempSync(join(tmpdir(), "coventis-live-"));
  const parsed = parseConfig({
    DATA_DIR: folder,
    PORT: "0",
    SECRET: "a secret of more than thirty-two characters",
    LOG_LEVEL: "fatal",
    RATE_SIGN_IN: "0",
    RATE_COMMANDS: "0",
    RATE_READS: "0",
  });
  if (!parsed.ok) throw new Error(parsed.faults.join("\n"));
  const clock = options.clock ?? systemClock;
  const server = await startServer({
    config: parsed.config,
    journal: options.journal ?? createMemoryJournal(),
    // A node that goes must not close what the other still uses.
    vault: { ...(options.beside?.server.runtime.vault ?? createMemoryVault()), close: async () => undefined },
    clock,
    withOccupancy: boardsOf,
    withLive: attachLive,
  });
  const fair = options.beside?.fair ?? (await seedRuntime(server.runtime, server.runtime.vault, size));
  if (options.beside) await server.runtime.directory.reached(options.beside.server.runtime.directory.version);
  const stream = await server.runtime.fair(fairId);
  if (!stream) throw new Error("no fair");
  const sockets: Socket[] = [];
  return {
    server,
    fair,
    stream,
    url: server.url,
    async give(command, context = {}) {
      const full: Context = { at: clock.now(), by: "system", as: "organiser", ...context };
      return (await stream.submit(fairCommandSchema.parse(command), full)).ok;
    },
    connect(token, url = server.url) {
      const socket = io(url, {
        transports: ["websocket"],
        forceNew: true,
        reconnectionDelay: 20,
        reconnectionDelayMax: 200,
        ...(token === undefined ? {} : { auth: { token } }),
      });
      sockets.push(socket);
      return socket;
    },
    async close() {
      for (const socket of sockets) socket.disconnect();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Asks once, as a raw client would, and returns the answer. */
export function ask(socket: Socket, event: string, ...values: unknown[]): Promise<unknown> {
  return socket.timeout(20_000).emitWithAck(event, ...values);
}

/** Resolves once `isTrue`, or fails with what `describe` says after some seconds. */
export async function eventually(
  isTrue: () => boolean,
  describe: () => string,
  ms = 25_000,
  everyMs = 20,
): Promise<void> {
  const until = Date.now() + ms;
  while (!isTrue()) {
    if (Date.now() > until) throw new Error(`not within ${ms} ms: ${describe()}`);
    await new Promise((done) => setTimeout(done, everyMs));
  }
}

/** A small seeded generator (mulberry32): the same seed, the same story. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
