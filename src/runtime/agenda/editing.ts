import type { Context } from "../../domain/decision.ts";
import type { AgendaDraft, DraftEdit } from "../../domain/fair/agenda-draft.ts";
import { type DraftId, type FairId, meetingIdSchema } from "../../domain/ids.ts";
import { newId } from "../new-id.ts";
import type { FairStream, Runtime } from "../runtime.ts";
import { applyEdits } from "./apply-edits.ts";
import type { DraftStore, DraftWithEdits } from "./draft-store.ts";
import { previewEdit } from "./judge-draft.ts";
import type { AgendaPort, EditOutcome } from "./port.ts";
import { resolveEdit, type WantedEdit } from "./resolve-edit.ts";
import type { Turns } from "./turns.ts";

type Parts = {
  readonly runtime: Runtime;
  readonly store: DraftStore;
  readonly inTurn: Turns;
  openFair(fairId: FairId): Promise<FairStream>;
  judge(fair: FairStream, draft: DraftWithEdits): Promise<AgendaDraft>;
  office(): Context;
};
type Refused = Extract<EditOutcome, { ok: false }>;
type Opened = { readonly fair: FairStream; readonly draft: DraftWithEdits };

/** Changes by hand, one at a time for each draft; undone by not being replayed. */
export function createDraftEditing(parts: Parts): Pick<AgendaPort, "edit" | "preview" | "undo"> {
  const { runtime, store, inTurn, openFair, judge, office } = parts;
  const open = async (fairId: FairId, id: DraftId, known?: number): Promise<Opened | Refused> => {
    const draft = await store.withEdits(fairId, id);
    if (!draft) return refuse("draft-unknown");
    if (draft.computed.status !== "ready") return refuse("draft-not-ready");
    const fair = await openFair(fairId);
    if (fair.state.publishedDraft.get() === id) return refuse("draft-published");
    if (known !== undefined && known !== draft.done.length) return refuse("draft-changed");
    return { fair, draft };
  };
  const madeBefore = async (
    fairId: FairId,
    id: DraftId,
    request: string,
  ): Promise<EditOutcome | undefined> => {
    const draft = await store.withEdits(fairId, id);
    if (!draft?.done.some((edit) => edit.request === request)) return undefined;
    return { ok: true, draft: await judge(await openFair(fairId), draft) };
  };
  const resolve = ({ fair, draft: { computed, done } }: Opened, wanted: WantedEdit) =>
    resolveEdit(fair.state, applyEdits(computed, done), wanted, {
      at: runtime.clock.now(),
      newMeetingId: () => newId("mtg", (text) => meetingIdSchema.parse(text)),
    });
  const keep = async ({ fair, draft }: Opened, done: readonly DraftEdit[]): Promise<EditOutcome> => {
    await store.put({ ...draft.computed, edits: done.length }, done);
    return {
      ok: true,
      draft: await judge(fair, { computed: { ...draft.computed, edits: done.length }, done }),
    };
  };
  return {
    edit: (fairId, id, wanted, known, request) =>
      inTurn(id, async () => {
        const again = request === undefined ? undefined : await madeBefore(fairId, id, request);
        if (again) return again;
        const opened = await open(fairId, id, known);
        if ("ok" in opened) return opened;
        const resolved = resolve(opened, wanted);
        const mark = request === undefined ? {} : { request };
        return resolved.ok
          ? keep(opened, [...opened.draft.done, { ...resolved.edit, ...mark }])
          : { ok: false, rejection: { code: resolved.code } };
      }),
    undo: (fairId, id, known) =>
      inTurn(id, async () => {
        const opened = await open(fairId, id, known);
        if ("ok" in opened) return opened;
        const { done } = opened.draft;
        return done.length === 0 ? refuse("draft-changed") : keep(opened, done.slice(0, -1));
      }),
    async preview(fairId, id, wanted) {
      const opened = await open(fairId, id);
      if ("ok" in opened) return opened;
      const resolved = resolve(opened, wanted);
      return resolved.ok
        ? { ok: true, ...(await previewEdit(opened.fair.state, opened.draft, resolved.edit, office())) }
        : { ok: false, rejection: { code: resolved.code } };
    },
  };
}

function refuse(code: "draft-unknown" | "draft-not-ready" | "draft-published" | "draft-changed"): Refused {
  return { ok: false, rejection: { code } };
}
