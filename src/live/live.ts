import { randomInt } from "node:crypto";
import type { Server as HttpServer, IncomingMessage } from "node:http";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Server, type Socket } from "socket.io";
import type { Principal } from "../domain/access.ts";
import type { FairId, PersonId } from "../domain/ids.ts";
import type { LiveServer, Services } from "../http/services.ts";
import { boardsOf } from "./boards.ts";
import { createFairTopics, type FairTopics } from "./fair-topics.ts";
import { keys } from "./find-topic.ts";
import { authSchema, fault } from "./protocol.ts";
import { createRecommendationTopics } from "./recommendation-topics.ts";
import type { Patch } from "./replica.ts";
import { createViewers } from "./viewers.ts";
import { type Answer, createWatching, type WatchingPeer } from "./watching.ts";

const messagesPer10s = 80;
/** Who goes on regardless is shown the door. */
const patience = 5 * messagesPer10s;
const largestMessageBytes = 8_192;
const sweepMs = 60_000;
const reconnectWithinMs = 2_000;

type None = Record<string, never>;
type Out = Record<string, (message: object) => void>;
type Data = {
  principal: Principal;
  credentials: { readonly cookie?: string; readonly authorization?: string };
};
type LiveSocket = Socket<None, Out, None, Data>;

/** Puts the live protocol (see `protocol.ts`) on a server, before it listens. */
export function attachLive(httpServer: HttpServer, services: Services): LiveServer {
  const { runtime, wallClock, log, metrics, identities } = services;
  const boards = boardsOf(runtime);
  const fairs = new Map<FairId, FairTopics>();
  const nextVersion = createNodeVersions(wallClock.nowMs);
  const limiter = new RateLimiterMemory({ keyPrefix: "live", points: messagesPer10s, duration: 10 });
  let isClosing = false;

  const io = new Server<None, Out, None, Data>({
    transports: ["websocket"],
    serveClient: false,
    maxHttpBufferSize: largestMessageBytes,
    perMessageDeflate: false,
    pingInterval: 20_000,
    pingTimeout: 20_000,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => decide(null, !isClosing && isOwnOrigin(request, services.baseUrl())),
  });
  const broadcast = createBroadcast(io);
  const viewers = createViewers({
    ...broadcast,
    count: broadcast.watchers,
    nowMs: wallClock.nowMs,
    nextVersion,
  });
  const recommendations = createRecommendationTopics({
    ...broadcast,
    recommendations: services.recommendations,
    nowMs: wallClock.nowMs,
    nextVersion,
    onError: (err) => log.error({ err }, "recommendations could not be made anew"),
  });
  const watching = createWatching({ runtime, boards, fairs, viewers, recommendations });

  runtime.onFairOpened((stream, id) => {
    const board = boards.of(id);
    if (!board || fairs.has(id) || isClosing) return;
    const topics = createFairTopics({
      ...broadcast,
      stream,
      board,
      nowMs: wallClock.nowMs,
      fairNowMs: runtime.clock.nowMs,
      nextVersion,
      keys: {
        fair: keys.fair(id),
        desk: keys.desk(id),
        organisation: (organisation) => keys.organisation(organisation, id),
        room: (room) => keys.room(room, id),
      },
    });
    fairs.set(id, topics);
  });
  // Whose rights change comes back at once, and is then judged by what holds now.
  const stopDirectory = runtime.directory.onCommit(({ events }) => {
    const people = new Set<PersonId | null>();
    for (const event of events) if ("personId" in event) people.add(event.personId);
    if (people.size === 0) return;
    for (const socket of sockets()) if (people.has(socket.data.principal.personId)) socket.conn.close();
  });
  const sweeping = setInterval(() => {
    for (const topics of fairs.values()) topics.sweep();
    recommendations.sweep();
    broadcast.sweep();
    void dismissEnded();
  }, sweepMs);
  sweeping.unref();

  function sockets(): readonly LiveSocket[] {
    return [...io.of("/").sockets.values()];
  }

  /** Sessions and tokens that have ended end here too, within a minute. */
  async function dismissEnded(): Promise<void> {
    for (const [index, socket] of sockets().entries()) {
      const { principal, credentials } = socket.data;
      if (principal.personId === null) continue;
      if (index % 20 === 0) await new Promise((done) => setImmediate(done));
      try {
        const now = await identities.identify(credentials);
        if (now?.principal.personId !== principal.personId) socket.conn.close();
      } catch (err) {
        return log.warn({ err }, "sessions of sockets could not be checked");
      }
    }
  }

  io.use((socket, next) => {
    const auth = authSchema.safeParse(socket.handshake.auth);
    if (!auth.success) return next(new Error("unauthenticated"));
    const { cookie } = socket.handshake.headers;
    const { token } = auth.data;
    const credentials = {
      ...(cookie === undefined ? {} : { cookie }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    identities.identify(credentials).then(
      (identity) => {
        if (!identity) return next(new Error("unauthenticated"));
        socket.data = { principal: identity.principal, credentials };
        next();
      },
      (err: unknown) => {
        log.error({ err }, "a socket could not be identified");
        next(new Error("unavailable"));
      },
    );
  });

  io.on("connection", (socket) => {
    metrics.sockets.inc();
    const peer: WatchingPeer = {
      principal: socket.data.principal,
      isConnected: () => socket.connected && !isClosing,
      watched: () => socket.rooms.size - 1,
      join(key, name) {
        const room = broadcast.room(key, name);
        if (socket.rooms.has(room)) return;
        peer.leave(name);
        void socket.join(room);
        viewers.changed(key);
      },
      leave(name) {
        for (const room of socket.rooms) {
          if (!room.startsWith(`${name} `)) continue;
          void socket.leave(room);
          viewers.changed(broadcast.keyOf(room) ?? "");
        }
      },
    };
    const receive = async (event: string, message: unknown, answer: Answer): Promise<void> => {
      try {
        await limiter.consume(socket.id);
        if (event === "watch") await watching.watch(peer, message, answer);
        else if (event === "unwatch") watching.unwatch(peer, message, answer);
        else answer(fault("message-unknown", "watch or unwatch was expected"));
      } catch (error) {
        if (error instanceof RateLimiterRes) {
          answer(fault("too-many-messages", `again in ${Math.ceil(error.msBeforeNext / 1000)} s`));
          if (error.consumedPoints > patience) socket.disconnect(true);
          return;
        }
        log.error({ err: error }, "a live message failed");
        answer(fault("unavailable", "try again"));
      }
    };
    socket.onAny((event: string, ...values: unknown[]) => {
      const ack = values.at(-1);
      const message = values.length > 1 || typeof ack !== "function" ? values[0] : undefined;
      void receive(event, message, typeof ack === "function" ? (ack as Answer) : () => undefined);
    });
    socket.on("disconnecting", () => {
      const left = [...socket.rooms].flatMap((room) => broadcast.keyOf(room) ?? []);
      // The rooms still count this socket.
      setImmediate(() => {
        if (!isClosing) left.forEach(viewers.changed);
      });
    });
    socket.on("disconnect", () => metrics.sockets.dec());
  });
  io.attach(httpServer);

  return {
    async close() {
      if (isClosing) return;
      isClosing = true;
      clearInterval(sweeping);
      stopDirectory();
      for (const topics of fairs.values()) topics.close();
      viewers.close();
      recommendations.close();
      io.emit("reconnect", { withinMs: reconnectWithinMs });
      // What was written leaves before the connections end.
      await new Promise((done) => setImmediate(done));
      io.engine.close();
    },
  };
}

/** Patches to those who watch a topic. Each is encoded once for all who write the topic alike. */
type Broadcast = {
  send(key: string, patch: Patch<unknown>): void;
  watchers(key: string): number;
  /** The room of those who watch `key` and write it `name`: what a name means may change with the next fair. */
  room(key: string, name: string): string;
  keyOf(room: string): string | undefined;
  sweep(): void;
};

function createBroadcast(io: Server<None, Out, None, Data>): Broadcast {
  const { rooms } = io.of("/").adapter;
  const namesOf = new Map<string, Map<string, string>>();
  const keyOf = new Map<string, string>();
  return {
    send(key, patch) {
      for (const [room, topic] of namesOf.get(key) ?? [])
        if (rooms.has(room)) io.to(room).emit("patch", { topic, ...patch });
    },
    watchers(key) {
      let count = 0;
      for (const room of namesOf.get(key)?.keys() ?? []) count += rooms.get(room)?.size ?? 0;
      return count;
    },
    room(key, name) {
      const room = `${name} ${key}`;
      const names = namesOf.get(key);
      if (names) names.set(room, name);
      else namesOf.set(key, new Map([[room, name]]));
      keyOf.set(room, key);
      return room;
    },
    keyOf: (room) => keyOf.get(room),
    sweep() {
      for (const [room, key] of keyOf) {
        if (rooms.has(room)) continue;
        keyOf.delete(room);
        const names = namesOf.get(key);
        names?.delete(room);
        if (names?.size === 0) namesOf.delete(key);
      }
    },
  };
}

/** Versions for what time changes: milliseconds with 11 bits of this node's own, below 2^53 for long. */
function createNodeVersions(nowMs: () => number): () => number {
  const node = randomInt(2048);
  let last = 0;
  return () => {
    last = Math.max(last + 2048, nowMs() * 2048 + node);
    return last;
  };
}

/** Browsers say from which site a page opens a socket; a cookie must not serve another site. */
function isOwnOrigin({ headers }: IncomingMessage, baseUrl: string): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origin === baseUrl) return true;
  try {
    return host !== undefined && new URL(origin).host === host;
  } catch {
    return false;
  }
}
