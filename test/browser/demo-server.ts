import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findFreePort } from "../support/free-port.ts";

const main = resolve(import.meta.dirname, "../../dist/main.js");
export type Role = "organiser" | "steward" | "exhibitor" | "buyer";

/** The demo, built and started as the README says; the small one, without its crowd, unless asked otherwise. */
export type DemoServer = {
  readonly url: string;
  readonly fairId: string;
  link(role: Role): string;
  /** The public API as this account; throws on a refusal. */
  call(role: Role, method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Who this account is. */
  me(role: Role): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
};

export async function startDemo(
  options: readonly string[] = ["--quiet-crowd", "--size", "small", "--speed", "1"],
): Promise<DemoServer> {
  if (!existsSync(main)) throw new Error("dist/main.js is missing: npm run build first (npm test does)");
  const port = await findFreePort();
  const child = spawn(process.execPath, [main, "demo", "--json", ...options], {
    env: { PATH: process.env.PATH ?? "", HOST: "127.0.0.1", PORT: String(port), LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  const { url, fairId, accounts } = await readAccounts(child);
  const accountOf = (role: Role) => {
    const account = accounts.find((one) => one.role === role);
    if (!account) throw new Error(`the demo has no ${role}`);
    return account;
  };
  const ask = async (role: Role, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${accountOf(role).token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
  return {
    url,
    fairId,
    link: (role) => accountOf(role).link,
    call: (role, method, path, body) => ask(role, method, `/fairs/${fairId}${path}`, body),
    me: (role) => ask(role, "GET", "/me"),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

type Accounts = {
  readonly url: string;
  readonly fairId: string;
  readonly accounts: readonly { readonly role: string; readonly link: string; readonly token: string }[];
};

async function readAccounts(child: ChildProcess): Promise<Accounts> {
  let said = "";
  let complained = "";
  child.stderr?.on("data", (text) => {
    complained += text;
  });
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`the demo said nothing:\n${complained}`)), 90_000);
    child.stdout?.on("data", (text) => {
      said += text;
      if (!said.includes("\n")) return;
      clearTimeout(timer);
      done(JSON.parse(said) as Accounts);
    });
    child.once("exit", (code) => fail(new Error(`the demo ended with ${code}:\n${complained}`)));
  });
}
