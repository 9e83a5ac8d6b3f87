import { parentPort, workerData } from "node:worker_threads";
import { faultOf, openSqliteDatabase } from "./sqlite-database.ts";
import { createInlineWriter, type SqliteAppend, type ThreadAnswer } from "./sqlite-writer.ts";

const { file } = workerData as { readonly file: string };
const writer = createInlineWriter(openSqliteDatabase(file));

parentPort?.on("message", async (batch: readonly SqliteAppend[]) => {
  const answer = (message: ThreadAnswer): void => parentPort?.postMessage(message);
  try {
    answer({ ok: true, outcomes: await writer.write(batch) });
  } catch (error) {
    answer({ ok: false, fault: faultOf(error) });
  }
});
