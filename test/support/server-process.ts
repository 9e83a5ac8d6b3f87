import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findFreePort } from "./free-port.ts";

const main = resolve(import.meta.dirname, "../../dist/main.js");
const secret = "a secret of more than thirty-two characters, for tests";

export type ServerProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
};

/** Starts the built server as users do, and waits until it says that it is ready. */
export async function startServerProcess(
  environment: Readonly<Record<string, string>>,
  command: readonly string[] = ["serve"],
): Promise<ServerProcess> {
  if (!existsSync(main)) throw new Error("dist/main.js is missing: npm run build first (npm test does)");
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [main, ...command], {
    env: {
      PATH: process.env.PATH ?? "",
      SECRET: secret,
      LOG_LEVEL: "error",
      RATE_SIGN_IN: "0",
      RATE_COMMANDS: "0",
      RATE_READS: "0",
      ...environment,
      HOST: "127.0.0.1",
      PORT: String(port),
      BASE_URL: url,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout?.on("data", (text) => (said += text));
  child.stderr?.on("data", (text) => (said += text));
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  for (let attempt = 0; ; attempt += 1) {
    if (child.exitCode !== null || attempt > 600) throw new Error(`the server did not start:\n${said}`);
    const isReady = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  return {
    url,
    child,
    async kill() {
      if (ended()) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    async stop() {
      if (!ended()) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      return child.exitCode;
    },
  };
}
