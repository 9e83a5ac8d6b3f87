import { createHash } from "node:crypto";
import { toCommitText } from "../journal/commit-codec.ts";
import type { RecordedEvent } from "../journal/journal.ts";
import type { Store } from "./store.ts";
import type { VaultRecord } from "./vault.ts";

const format = 1;
const batchSize = 1_000;

/** What a backup holds. */
export type BackupSummary = { readonly commits: number; readonly records: number; readonly streams: number };

/** The file is not a whole backup: nothing of it may be used. */
export class BackupRefused extends Error {
  readonly code = "backup-refused";
  constructor(line: number, fault: string) {
    super(`line ${line}: ${fault}`);
    this.name = "BackupRefused";
  }
}

type BackupLine =
  | { readonly kind: "commit"; readonly stream: string; readonly version: number; readonly events: unknown }
  | { readonly kind: "record"; readonly record: VaultRecord };

/**
 * One line of JSON each, the same for every engine: a header, the vault, the commits, then a closing line with
 * counts and a checksum. Taken while others write, it holds for every commit the people it speaks of, and no
 * cursor ahead of its stream.
 */
export async function* writeBackup({ journal, vault }: Store, madeAt: string): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const toLine = (content: unknown) => {
    const line = `${JSON.stringify(content)}\n`;
    hash.update(line);
    return line;
  };
  const counts = { commits: 0, records: 0 };
  yield toLine({ coventis: "backup", format, madeAt });

  const cursors = await vault.listCursors();
  const versions = new Map<string, number>();
  for (const stream of await journal.streams()) versions.set(stream, await journal.version(stream));

  for (const [name, version] of cursors) {
    counts.records++;
    yield toLine({ record: { kind: "cursor", name, version } });
  }
  for await (const record of vault.dump()) {
    if (record.kind === "cursor") continue;
    counts.records++;
    yield toLine({ record });
  }
  for (const [stream, last] of versions) {
    for await (const { version, events } of journal.read(stream, 0)) {
      counts.commits++;
      yield toLine({ commit: [stream, version, events] });
      if (version === last) break;
    }
  }
  yield `${JSON.stringify({ end: counts, sha256: hash.digest("hex") })}\n`;
}

/** Reads a backup through and throws `BackupRefused` unless every line of it is there and unchanged. */
export async function checkBackup(lines: AsyncIterable<string>): Promise<BackupSummary> {
  const versions = new Map<string, number>();
  const summary = { commits: 0, records: 0 };
  for await (const { line, number } of readBackup(lines)) {
    if (line.kind === "record") {
      summary.records++;
      continue;
    }
    const { stream, version, events } = line;
    if (version !== (versions.get(stream) ?? 0) + 1) {
      throw new BackupRefused(number, `stream ${stream}, version ${version} does not follow`);
    }
    try {
      toCommitText(stream, version - 1, events as readonly RecordedEvent[]);
    } catch (error) {
      throw new BackupRefused(number, String(error));
    }
    versions.set(stream, version);
    summary.commits++;
  }
  return { ...summary, streams: versions.size };
}

/** Writes a backup, already checked, into an empty store. */
export async function loadBackup(lines: AsyncIterable<string>, { journal, vault }: Store): Promise<void> {
  let records: VaultRecord[] = [];
  let appends: Promise<void>[] = [];
  const append = async (stream: string, version: number, events: readonly RecordedEvent[]) => {
    const outcome = await journal.append(stream, version - 1, events);
    if (!outcome.ok)
      throw new Error(`stream ${stream} is being written to: found version ${outcome.version}`);
  };
  for await (const { line } of readBackup(lines)) {
    if (line.kind === "record") records.push(line.record);
    else appends.push(append(line.stream, line.version, line.events as readonly RecordedEvent[]));
    if (records.length >= batchSize) {
      await vault.load(records);
      records = [];
    }
    if (appends.length >= batchSize) {
      await Promise.all(appends);
      appends = [];
    }
  }
  await vault.load(records);
  await Promise.all(appends);
}

async function* readBackup(
  lines: AsyncIterable<string>,
): AsyncGenerator<{ readonly line: BackupLine; readonly number: number }> {
  const hash = createHash("sha256");
  const counts = { commits: 0, records: 0 };
  let number = 0;
  let isEnded = false;
  for await (const text of lines) {
    number++;
    if (isEnded) throw new BackupRefused(number, "text after the closing line");
    const content = parseLine(text, number);
    if (number === 1) {
      checkHeader(content);
    } else if ("end" in content) {
      isEnded = true;
      const found = JSON.stringify({ end: counts, sha256: hash.digest("hex") });
      if (found !== JSON.stringify(content)) {
        throw new BackupRefused(number, "counts or checksum do not agree with what comes before");
      }
      continue;
    } else {
      const line = toBackupLine(content, number);
      counts[line.kind === "commit" ? "commits" : "records"]++;
      yield { line, number };
    }
    hash.update(`${text}\n`);
  }
  if (!isEnded) throw new BackupRefused(number, "truncated, the closing line is missing");
}

function parseLine(text: string, number: number): object {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new BackupRefused(number, number === 1 ? "not a backup of Coventis" : "truncated or altered");
  }
  if (typeof content !== "object" || content === null) throw new BackupRefused(number, "not an object");
  return content;
}

function checkHeader(content: object): void {
  if (!("coventis" in content) || content.coventis !== "backup" || !("format" in content)) {
    throw new BackupRefused(1, "not a backup of Coventis");
  }
  if (content.format !== format) {
    throw new BackupRefused(1, `format ${String(content.format)}; this version reads ${format}`);
  }
}

function toBackupLine(content: object, number: number): BackupLine {
  if ("record" in content && typeof content.record === "object" && content.record !== null) {
    // The checksum vouches for the rest: it is what `dump` gave.
    return { kind: "record", record: content.record as VaultRecord };
  }
  if ("commit" in content && Array.isArray(content.commit)) {
    const [stream, version, events]: unknown[] = content.commit;
    if (typeof stream === "string" && typeof version === "number") {
      return { kind: "commit", stream, version, events };
    }
  }
  throw new BackupRefused(number, "neither a commit nor a record");
}
