import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "./free-port.ts";

export type RedisServer = {
  readonly url: string;
  /** kill -9, as a power cut would; only for a server that the test started. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** A server that hangs: it takes requests and answers none until it is resumed. */
  suspend(): void;
  resume(): void;
  /** Where it keeps its files; empty for the server of REDIS_URL. */
  readonly folder: string;
  dispose(): Promise<void>;
};

/** True when a Redis can be had; otherwise says in one line what is left out, or throws in CI. */
export function hasRedis(leftOut: string): boolean {
  if (process.env.REDIS_URL || isInstalled()) return true;
  const line = `left out, no redis-server on this machine: ${leftOut} (Debian: apt-get install redis-server, or set REDIS_URL)`;
  if (process.env.CI === "true") throw new Error(line);
  console.warn(line);
  return false;
}

/** The server of REDIS_URL as it is, else one of our own on a free loopback port, durable at each write. */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  if (process.env.REDIS_URL && settings.length === 0) return external(process.env.REDIS_URL);
  return startOwnRedis(settings);
}

/** Never the server of REDIS_URL: for tests that kill it or need other settings. */
export async function startOwnRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "coventis-redis-"));
  const port = await findFreePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  const start = async () => {
    const durable = ["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"];
    const place = ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, "--save", ""];
    const started = spawn("redis-server", [...place, ...durable, ...settings], { stdio: "ignore" });
    child = started;
    endWithUs(started);
    await answers(port, started);
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  await start();
  return {
    url,
    folder,
    kill,
    start,
    suspend: () => child?.kill("SIGSTOP"),
    resume: () => child?.kill("SIGCONT"),
    dispose: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function external(url: string): RedisServer {
  const refuse = () => {
    throw new Error("REDIS_URL is not ours to stop");
  };
  const dispose = async () => {};
  return {
    url,
    folder: "",
    kill: async () => refuse(),
    start: async () => refuse(),
    suspend: refuse,
    resume: refuse,
    dispose,
  };
}

let installed: boolean | undefined;
function isInstalled(): boolean {
  installed ??= spawnSync("redis-server", ["--version"]).status === 0;
  return installed;
}

/** A test worker may be killed without a word; the shell notices its closed input and ends the server. */
function endWithUs(server: ChildProcess): void {
  const watch = spawn("sh", ["-c", "read -r _; kill -9 $0", String(server.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  watch.unref();
  server.once("exit", () => watch.kill("SIGKILL"));
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    if (/^(\+PONG|-NOAUTH)/.test(await ping(port))) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`redis-server does not answer on port ${port}`);
}

function ping(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    const end = (answer: string) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => end(""));
    socket.once("data", (answer) => end(String(answer))).once("error", () => end(""));
  });
}
