import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findFreePort } from "../support/free-port.ts";

export type Postgres = {
  readonly url: string;
  readonly version: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
};

/** Debian's PostgreSQL with its default settings, in a temporary folder, on loopback; as `postgres` when we are root. */
export async function startPostgres(): Promise<Postgres> {
  const bin = findBinaries();
  const data = mkdtempSync(join(tmpdir(), "coventis-postgres-"));
  const asRoot = process.getuid?.() === 0;
  const user = asRoot ? Number(execFileSync("id", ["-u", "postgres"], { encoding: "utf8" })) : 0;
  const group = asRoot ? Number(execFileSync("id", ["-g", "postgres"], { encoding: "utf8" })) : 0;
  if (asRoot) chownSync(data, user, group);
  const as = asRoot ? { uid: user, gid: group } : {};
  const folder = join(data, "data");
  execFileSync(join(bin, "initdb"), ["-D", folder, "-U", "bench", "--auth=trust", "-E", "UTF8"], {
    ...as,
    cwd: data,
    stdio: "ignore",
  });
  const port = await findFreePort();
  const options = ["-D", folder, "-p", String(port), "-k", data, "-c", "listen_addresses=127.0.0.1"];
  const child = spawn(join(bin, "postgres"), options, { ...as, cwd: data, stdio: "ignore" });
  const endWithUs = (): void => void child.kill("SIGQUIT");
  process.once("exit", endWithUs);
  const url = `postgres://bench@127.0.0.1:${port}/postgres`;
  const version = await waitUntilReady(url, child);
  return {
    url,
    version,
    pid: child.pid,
    async stop() {
      process.off("exit", endWithUs);
      child.kill("SIGINT");
      if (child.exitCode === null) await once(child, "exit");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(root, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
  if (!found) throw new Error("PostgreSQL is missing: apt-get install postgresql");
  return found;
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error("PostgreSQL did not start");
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>("show server_version");
      return rows[0]?.server_version ?? "";
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error("PostgreSQL did not answer");
}

export const schema = `
  drop table if exists meetings;
  create table meetings (
    id text not null, fair text not null, exhibitor text not null, buyer text not null, slot integer not null,
    place text not null, booked_at timestamptz not null
  );
  create unique index on meetings (fair, exhibitor, slot);
  create unique index on meetings (fair, buyer, slot);
  create unique index on meetings (fair, exhibitor, buyer);
`;
const insert = `insert into meetings values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`;

export type Booking = {
  readonly id: string;
  readonly exhibitor: string;
  readonly buyer: string;
  readonly slot: number;
};

/** One durable booking: true when it is ours. */
export async function bookIn(pool: pg.Pool, { id, exhibitor, buyer, slot }: Booking): Promise<boolean> {
  const values = [id, "fair_test", exhibitor, buyer, slot, `plc_${exhibitor}`, new Date().toISOString()];
  return (await pool.query({ name: "book", text: insert, values })).rowCount === 1;
}

export function createPool(url: string): pg.Pool {
  return new pg.Pool({ connectionString: url, max: 20 });
}
