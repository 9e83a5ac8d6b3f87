import type {
  AgendaDraft,
  DraftEdit,
  DraftHeader,
  DraftMeeting,
  UnplacedCandidate,
} from "../../domain/fair/agenda-draft.ts";
import type { DraftId, FairId } from "../../domain/ids.ts";
import type { Vault } from "../../vault/vault.ts";
import { applyEdits } from "./apply-edits.ts";

/** A draft as it is kept: headers apart from meetings, so that a list stays small. */
export type KeptDraft = Omit<AgendaDraft, "violations" | "changes" | "lastEdit">;
/** As it was computed, and what was changed by hand since. */
export type DraftWithEdits = { readonly computed: KeptDraft; readonly done: readonly DraftEdit[] };
export type DraftStore = {
  putHeader(header: DraftHeader): Promise<void>;
  put(draft: KeptDraft, edits?: readonly DraftEdit[]): Promise<void>;
  header(fairId: FairId, id: DraftId): Promise<DraftHeader | undefined>;
  get(fairId: FairId, id: DraftId): Promise<KeptDraft | undefined>;
  /** The same before its edits, beside them. */
  withEdits(fairId: FairId, id: DraftId): Promise<DraftWithEdits | undefined>;
  /** Newest first. */
  list(fairId: FairId): Promise<readonly DraftHeader[]>;
  remove(id: DraftId): Promise<boolean>;
};

const headers = "agenda-drafts";
const bodies = "agenda-draft-meetings";

type Body = {
  readonly meetings: readonly DraftMeeting[];
  readonly unplaced: readonly UnplacedCandidate[];
  readonly edits?: readonly DraftEdit[];
};

/** Drafts in the vault: they name no person but by id, and are nobody's. */
export function createDraftStore(vault: Vault): DraftStore {
  const toHeader = (body: unknown): DraftHeader => body as DraftHeader;
  const putHeader = (header: DraftHeader): Promise<void> =>
    vault.putDocument({ collection: headers, id: header.id, ownerId: null, body: header });
  const header = async (fairId: FairId, id: DraftId): Promise<DraftHeader | undefined> => {
    const found = await vault.getDocument(headers, id);
    const kept = found ? toHeader(found.body) : undefined;
    return kept?.fairId === fairId ? kept : undefined;
  };
  const withEdits = async (fairId: FairId, id: DraftId): Promise<DraftWithEdits | undefined> => {
    const kept = await header(fairId, id);
    if (!kept) return undefined;
    const body = (await vault.getDocument(bodies, id))?.body as Body | undefined;
    const { meetings = [], unplaced = [], edits = [] } = body ?? {};
    return { computed: { ...kept, meetings, unplaced }, done: edits };
  };
  return {
    putHeader,
    header,
    withEdits,
    async put({ meetings, unplaced, ...rest }, edits = []) {
      const body: Body = { meetings, unplaced, edits };
      await vault.putDocument({ collection: bodies, id: rest.id, ownerId: null, body });
      await putHeader({ ...rest, ...(edits.length > 0 || rest.edits ? { edits: edits.length } : {}) });
    },
    async get(fairId, id) {
      const found = await withEdits(fairId, id);
      return found && { ...found.computed, ...applyEdits(found.computed, found.done) };
    },
    async list(fairId) {
      const found = await vault.listDocuments(headers);
      return found
        .map(({ body }) => toHeader(body))
        .filter((kept) => kept.fairId === fairId)
        .sort(
          (a, b) =>
            compare(b.requestedAt, a.requestedAt) || b.startedAtMs - a.startedAtMs || compare(b.id, a.id),
        );
    },
    async remove(id) {
      await vault.deleteDocument(bodies, id);
      return vault.deleteDocument(headers, id);
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
