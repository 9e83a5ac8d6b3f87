/**
 * How long until the last of many watching sockets has seen a booking, beside a bare Socket.IO broadcast of the
 * same message to as many sockets, in the same run: npx tsx test/bench/fan-out.ts [500 2000 5000]
 * A booking is decided and on disk (SQLite, synchronous) before it is told; the bare broadcast does nothing else.
 */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server } from "socket.io";
import { createSqliteJournal } from "../../src/journal/sqlite-journal.ts";
import { startLive } from "../live/live-server.ts";
import type { Order, Report } from "./fan-out-clients.ts";

const sizes = process.argv.slice(2).map(Number);
const rounds = Number(process.env.COVENTIS_ROUNDS ?? "30");
const processes = 2;
const breathMs = 350;

export type FanOut = {
  readonly sockets: number;
  readonly oursMs: number;
  readonly bareMs: number;
  readonly ratio: number;
};

/** Medians of all rounds, ours and bare in turns. */
export async function measureFanOut(count: number): Promise<FanOut> {
  const folder = mkdtempSync(join(tmpdir(), "coventis-fan-out-"));
  const journal = createSqliteJournal({ file: join(folder, "journal.db") });
  const live = await startLive({ exhibitors: 140, buyers: 400, slots: 27 }, { journal });
  const bare = await startBare();
  const ourClients = forkClients();
  const bareClients = forkClients();
  const share = Math.floor(count / processes);
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    await all(
      ourClients,
      { type: "open", url: live.url, topic: `fair:${live.fair.fairId}`, count: share },
      "ready",
    );
    await all(bareClients, { type: "open", url: bare.url, topic: null, count: share }, "ready");
    // In turns, so that whatever else the machine does weighs on both.
    for (let round = 0; round < rounds; round += 1) {
      await breathe();
      const heard = lastHeard(ourClients, live.stream.version + 1);
      const startedAt = process.hrtime.bigint();
      const isBooked = await live.give({
        type: "BookMeeting",
        meetingId: `mtg_${round}`,
        from: `org_b${round}`,
        to: `org_e${round % 140}`,
        slot: Math.floor(round / 140),
      });
      if (!isBooked) throw new Error("a booking was refused");
      ours.push(Number((await heard) - startedAt) / 1e6);

      await breathe();
      const heardBare = lastHeard(bareClients, round + 1);
      const startedBareAt = process.hrtime.bigint();
      bare.broadcast(round + 1);
      theirs.push(Number((await heardBare) - startedBareAt) / 1e6);
    }
  } finally {
    for (const child of [...ourClients, ...bareClients]) child.disconnect();
    await bare.close();
    await live.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const [oursMs, bareMs] = [median(ours), median(theirs)];
  return { sockets: share * processes, oursMs, bareMs, ratio: oursMs / bareMs };
}

function forkClients(): readonly ChildProcess[] {
  return Array.from({ length: processes }, () => fork(new URL("./fan-out-clients.ts", import.meta.url)));
}

async function startBare(): Promise<{
  url: string;
  broadcast(version: number): void;
  close(): Promise<void>;
}> {
  const http: HttpServer = createServer();
  const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });
  io.on("connection", (socket) => void socket.join("fair:fair_test"));
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    broadcast(version) {
      // The message that a booking makes.
      const changes = [
        { type: "slot", organisation: "org_b17", slot: 3, state: "taken" },
        { type: "slot", organisation: "org_e17", slot: 3, state: "taken" },
      ];
      io.to("fair:fair_test").emit("patch", {
        topic: "fair:fair_test",
        from: version - 1,
        to: version,
        changes,
      });
    },
    close: async () => {
      await io.close();
    },
  };
}

/** When the last socket of the last process heard the version. */
async function lastHeard(children: readonly ChildProcess[], version: number): Promise<bigint> {
  let latest = 0n;
  await Promise.all(
    children.map(async (child) => {
      const report = await next(child, (said) => said.type === "heard" && said.version === version);
      if (report.type === "heard" && BigInt(report.at) > latest) latest = BigInt(report.at);
    }),
  );
  return latest;
}

async function all(children: readonly ChildProcess[], order: Order, until: Report["type"]): Promise<void> {
  await Promise.all(
    children.map((child) => {
      const answered = next(child, ({ type }) => type === until);
      child.send(order);
      return answered;
    }),
  );
}

function next(child: ChildProcess, isIt: (report: Report) => boolean): Promise<Report> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error("a process of clients ended"));
    const onMessage = (report: Report): void => {
      if (!isIt(report)) return;
      child.off("message", onMessage).off("exit", onExit);
      resolve(report);
    };
    child.on("message", onMessage).on("exit", onExit);
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function breathe(): Promise<void> {
  return new Promise((done) => setTimeout(done, breathMs));
}

if (process.argv[1]?.endsWith("fan-out.ts")) {
  console.log(`sockets   booking seen by the last   bare broadcast   ratio   (medians of ${rounds} rounds)`);
  for (const size of sizes.length > 0 ? sizes : [500, 2_000, 5_000]) {
    const { sockets, oursMs, bareMs, ratio } = await measureFanOut(size);
    console.log(
      `${String(sockets).padStart(7)}   ${oursMs.toFixed(1).padStart(23)} ms   ${bareMs.toFixed(1).padStart(11)} ms   ${ratio.toFixed(2)}`,
    );
  }
}
