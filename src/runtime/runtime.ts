import type { DirectoryCommand } from "../domain/directory/commands.ts";
import { decideDirectory } from "../domain/directory/decide.ts";
import type { DirectoryEvent } from "../domain/directory/events.ts";
import { evolveDirectory } from "../domain/directory/evolve.ts";
import type { DirectoryRejection } from "../domain/directory/rejections.ts";
import { createDirectoryState, type DirectoryState } from "../domain/directory/state.ts";
import { upcastDirectoryEvent } from "../domain/directory/upcast.ts";
import type { FairCommand } from "../domain/fair/commands.ts";
import { decideFair, stepsToDecideFair } from "../domain/fair/decide.ts";
import type { FairEvent } from "../domain/fair/events.ts";
import { evolveFair } from "../domain/fair/evolve.ts";
import type { FairRejection } from "../domain/fair/rejections.ts";
import { createFairState, type FairState } from "../domain/fair/state.ts";
import { upcastFairEvent } from "../domain/fair/upcast.ts";
import type { FairId } from "../domain/ids.ts";
import type { Journal } from "../journal/journal.ts";
import type { Vault } from "../vault/vault.ts";
import type { Clock } from "./clock.ts";
import { type LiveStream, openStream } from "./stream.ts";

export type DirectoryStream = LiveStream<
  DirectoryState,
  DirectoryCommand,
  DirectoryEvent,
  DirectoryRejection
>;
export type FairStream = LiveStream<FairState, FairCommand, FairEvent, FairRejection>;

/** Everything that edges need: the streams, the vault and the clock. */
export type Runtime = {
  readonly clock: Clock;
  readonly vault: Vault;
  readonly journal: Journal;
  readonly directory: DirectoryStream;
  /** The stream of a fair, opened at first use; undefined when no such fair was listed. */
  fair(id: FairId): Promise<FairStream | undefined>;
  /** The stream of a fair that is about to be opened. */
  newFair(id: FairId): Promise<FairStream>;
  /** Told of every fair stream as it opens, those already open first. */
  onFairOpened(listener: (fair: FairStream, id: FairId) => void): void;
  /** Waits for every command under way. */
  close(): Promise<void>;
};

export async function createRuntime(options: {
  readonly journal: Journal;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}): Promise<Runtime> {
  const { journal, vault, clock, onFailure } = options;
  const opened = new Map<FairId, Promise<FairStream>>();
  const ready = new Map<FairId, FairStream>();
  const listeners = new Set<(fair: FairStream, id: FairId) => void>();
  const directory = await openStream(
    journal,
    "directory",
    {
      create: createDirectoryState,
      decide: decideDirectory,
      evolve: evolveDirectory,
      upcast: upcastDirectoryEvent,
    },
    onFailure,
  );
  const open = (id: FairId): Promise<FairStream> => {
    const known = opened.get(id);
    if (known) return known;
    const opening = openStream(
      journal,
      id,
      {
        create: createFairState,
        decide: decideFair,
        decideInSteps: stepsToDecideFair,
        evolve: evolveFair,
        upcast: upcastFairEvent,
      },
      onFailure,
    ).then((stream) => {
      ready.set(id, stream);
      for (const listener of listeners) listener(stream, id);
      return stream;
    });
    opened.set(id, opening);
    opening.catch(() => opened.delete(id));
    return opening;
  };
  return {
    clock,
    vault,
    journal,
    directory,
    fair: (id) => (directory.state.fairs.has(id) ? open(id) : Promise.resolve(undefined)),
    newFair: open,
    onFairOpened(listener) {
      listeners.add(listener);
      for (const [id, stream] of ready) listener(stream, id);
    },
    async close() {
      await Promise.all([...opened.values()].map(async (opening) => (await opening).close()));
      await directory.close();
    },
  };
}
