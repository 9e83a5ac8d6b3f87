/** What a topic looked like at one version, kept up by patches that say from which version to which they lead. */
export type Patch<Change> = {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly Change[];
};
export type Fault = { readonly code: string; readonly detail: string };
/** How a server answers `watch`. */
export type Answer<Snapshot, Change> =
  | { readonly version: number; readonly snapshot: Snapshot }
  | Patch<Change>
  | { readonly error: Fault };

export type Replica<Snapshot, Change> = {
  /** Null until a first snapshot or answer came. */
  readonly version: number | null;
  /** `ask` means that something is missing and the topic is to be asked for again, from `version`. */
  patch(patch: Patch<Change>): "applied" | "known" | "ask";
  answer(answer: Answer<Snapshot, Change>): "applied" | "known" | "ask" | "refused";
};

/** Where a replica's changes go; `span` says from which version to which they lead. */
export type ReplicaTarget<Snapshot, Change> = {
  start(snapshot: Snapshot, version: number): void;
  apply(changes: readonly Change[], span: { readonly from: number; readonly to: number }): void;
};

/** Applies every change once and in order, whatever was lost, repeated or late on the way. */
export function createReplica<Snapshot, Change>(
  target: ReplicaTarget<Snapshot, Change>,
  since: number | null = null,
): Replica<Snapshot, Change> {
  let version = since;
  const take = ({ from, to, changes }: Patch<Change>): "applied" => {
    version = to;
    if (changes.length > 0) target.apply(changes, { from, to });
    return "applied";
  };
  return {
    get version() {
      return version;
    },
    patch(patch) {
      if (version === null) return "ask";
      if (patch.to <= version) return "known";
      return patch.from === version ? take(patch) : "ask";
    },
    answer(answer) {
      if ("error" in answer) return "refused";
      if ("snapshot" in answer) {
        version = answer.version;
        target.start(answer.snapshot, answer.version);
        return "applied";
      }
      // Where nothing happened since, `to` is the topic's own version and may lie before ours: adopt it.
      if (answer.from === version) return take(answer);
      return version !== null && answer.to <= version ? "known" : "ask";
    },
  };
}
