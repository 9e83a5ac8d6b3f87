import type { Journal } from "../../src/journal/journal.ts";

// A process of its own, started by the tests: appends and tells its parent each version acknowledged.
const [address = "", stream = "", count = "0", pauseMs = "0"] = process.argv.slice(2);
const journal = await open(address);
let version = await journal.version(stream);
for (let won = 0; won < Number(count); ) {
  const outcome = await journal.append(stream, version, [{ type: "Booked", v: 1, by: "child", won }]);
  version = outcome.version;
  if (!outcome.ok) continue;
  won++;
  process.send?.(outcome.version);
  if (pauseMs !== "0") await new Promise((resolve) => setTimeout(resolve, Number(pauseMs)));
}
await journal.close();
process.disconnect?.();

async function open(where: string): Promise<Journal> {
  if (where.startsWith("redis:")) {
    const { createRedisJournal } = await import("../../src/journal/redis-journal.ts");
    const [url = "", namespace = ""] = where.split("#");
    return createRedisJournal({ url, namespace });
  }
  const { createSqliteJournal } = await import("../../src/journal/sqlite-journal.ts");
  return createSqliteJournal({ file: where });
}
