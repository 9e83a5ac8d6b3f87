import { readFile } from "node:fs/promises";
import type { Fault } from "../scheduling/problem.ts";
import type { CommandIo } from "./io.ts";

/** The whole file, or a line on standard error and nothing. A mark of byte order is left out. */
export async function readText(file: string, io: CommandIo): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    writeFaults(file, [{ path: "$", expected: `expected a readable file (${reason})` }], io);
    return undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    writeFaults(file, [{ path: "$", expected: "expected text in UTF-8" }], io);
    return undefined;
  }
}

/** One line per fault: file, place in the document, what was expected. */
export function writeFaults(file: string, faults: readonly Fault[], io: CommandIo): void {
  for (const fault of faults) io.err(`${oneLine(`${file}: ${fault.path}: ${fault.expected}`)}\n`);
}

/** What files call things may hold line ends and codes that a terminal obeys. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, "·");
}
