import type {
  AgendaDraft,
  DraftHeader,
  DraftMeeting,
  UnplacedCandidate,
} from "../../domain/fair/agenda-draft.ts";
import type { DraftId, FairId } from "../../domain/ids.ts";
import type { Vault } from "../../vault/vault.ts";

/** A draft as it is kept: headers apart from meetings, so that a list stays small. */
export type KeptDraft = Omit<AgendaDraft, "violations">;
export type DraftStore = {
  putHeader(header: DraftHeader): Promise<void>;
  put(draft: KeptDraft): Promise<void>;
  header(fairId: FairId, id: DraftId): Promise<DraftHeader | undefined>;
  get(fairId: FairId, id: DraftId): Promise<KeptDraft | undefined>;
  /** Newest first. */
  list(fairId: FairId): Promise<readonly DraftHeader[]>;
  remove(id: DraftId): Promise<boolean>;
};

const headers = "agenda-drafts";
const bodies = "agenda-draft-meetings";

type Body = { readonly meetings: readonly DraftMeeting[]; readonly unplaced: readonly UnplacedCandidate[] };

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
  return {
    putHeader,
    header,
    async put({ meetings, unplaced, ...rest }) {
      const body: Body = { meetings, unplaced };
      await vault.putDocument({ collection: bodies, id: rest.id, ownerId: null, body });
      await putHeader(rest);
    },
    async get(fairId, id) {
      const kept = await header(fairId, id);
      if (!kept) return undefined;
      const body = (await vault.getDocument(bodies, id))?.body as Body | undefined;
      return { ...kept, meetings: body?.meetings ?? [], unplaced: body?.unplaced ?? [] };
    },
    async list(fairId) {
      const found = await vault.listDocuments(headers);
      return found
        .map(({ body }) => toHeader(body))
        .filter((kept) => kept.fairId === fairId)
        .sort((a, b) =>
          a.requestedAt < b.requestedAt ? 1 : a.requestedAt > b.requestedAt ? -1 : a.id < b.id ? 1 : -1,
        );
    },
    async remove(id) {
      await vault.deleteDocument(bodies, id);
      return vault.deleteDocument(headers, id);
    },
  };
}
