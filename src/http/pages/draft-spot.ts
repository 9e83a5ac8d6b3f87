import type { AgendaDraft, DraftMeeting } from "../../domain/fair/agenda-draft.ts";
import { neededLength, slotsIn } from "../../domain/fair/span.ts";
import { type OrganisationId, personIdSchema, placeIdSchema } from "../../domain/ids.ts";
import { toPublished } from "../../runtime/agenda/check-draft.ts";
import { type Opening, openDiary } from "../../runtime/agenda/openings.ts";
import type { WantedEdit } from "../../runtime/agenda/resolve-edit.ts";
import type { SpotChoice, SpotChosen } from "../../web/pages/draft-spot.tsx";
import type { AgendaWords } from "../agenda-words.ts";
import type { Form } from "./form.ts";
import type { FairVisit } from "./visit.ts";

type Pair = readonly [OrganisationId, OrganisationId];

/** Every slot, place and person that a meeting could have, each with what stands against it. */
export function spotChoice(
  here: FairVisit,
  draft: AgendaDraft,
  pair: Pair,
  own: DraftMeeting | undefined,
  chosenSlot: number,
  words: AgendaWords,
): SpotChoice {
  const { state, now } = here;
  const { edit } = here.t.drafts;
  const others = draft.meetings.filter((meeting) => meeting !== own);
  const diary = openDiary(state, toPublished(state, others));
  const chosen = diary.opening(pair, chosenSlot, now);
  const length = neededLength(state, pair);
  const freePlaces = new Set<string>(chosen.places);
  return {
    slots: state.slots.get().map((_, slot) => {
      const facts = [
        ...(slot === own?.slot ? [edit.current] : []),
        slotFacts(here, pair, diary.opening(pair, slot, now), words),
      ];
      return { value: String(slot), label: `${words.slot(slot)} — ${facts.join(", ")}` };
    }),
    places: [...state.places.values()]
      .filter(({ organisationId }) => organisationId === undefined || pair.includes(organisationId))
      .map((place) => {
        const room = state.rooms.get(place.roomId)?.name ?? "";
        const facts = freePlaces.has(place.id) ? edit.placeFree : edit.placeTaken;
        return { value: place.id, label: `${here.t.terms.at(place.name, room)} — ${facts}` };
      }),
    sides: pair.map((organisation, side) => ({
      name: words.organisation(organisation),
      people: (state.participants.get(organisation)?.delegates ?? []).map((person) => {
        const away = state.delegates.get(person)?.unavailable;
        const isAway = slotsIn({ slot: chosenSlot, length }).some((slot) => away?.has(slot) === true);
        const isFree = (side === 0 ? chosen.free[0] : chosen.free[1]).includes(person);
        const facts = isAway ? edit.delegateAway : isFree ? edit.delegateFree : edit.delegateTaken;
        return { value: person as string, label: `${words.person(person)} — ${facts}` };
      }),
    })),
  };
}

function slotFacts(here: FairVisit, pair: Pair, opening: Opening, words: AgendaWords): string {
  const { edit } = here.t.drafts;
  if (!opening.isOpen) return edit.closed;
  const facts = pair.flatMap((organisation, side) => {
    if ((side === 0 ? opening.free[0] : opening.free[1]).length > 0) return [];
    const name = words.organisation(organisation);
    return (side === 0 ? opening.busyWith[0] : opening.busyWith[1]) === undefined
      ? edit.away(name)
      : edit.busy(name);
  });
  return facts.length > 0 ? facts.join(", ") : edit.free(opening.places.length);
}

/** What a form chose: empty is left to be found. */
export function readSpot(form: Form, own?: DraftMeeting): SpotChosen {
  return {
    slot: form.get("slot") || String(own?.slot ?? ""),
    place: form.get("place"),
    delegate0: form.get("delegate0"),
    delegate1: form.get("delegate1"),
  };
}

/** The same as the draft takes it. */
export function toWantedSpot(
  chosen: SpotChosen,
): Pick<Extract<WantedEdit, { type: "move" }>, "slot" | "placeId" | "delegates"> {
  const place = placeIdSchema.safeParse(chosen.place);
  const [first, second] = [chosen.delegate0, chosen.delegate1].map((id) => personIdSchema.safeParse(id));
  return {
    slot: Number(chosen.slot),
    ...(place.success ? { placeId: place.data } : {}),
    delegates: [first?.data ?? null, second?.data ?? null],
  };
}

/** The first slot that suits both and has a place; the first of all where none does. */
export function firstOpening({ state, now }: FairVisit, draft: AgendaDraft, pair: Pair): number {
  const diary = openDiary(state, toPublished(state, draft.meetings));
  const suits = ({ isOpen, free, places }: Opening): boolean =>
    isOpen && places.length > 0 && free.every((side) => side.length > 0);
  const found = state.slots.get().findIndex((_, slot) => suits(diary.opening(pair, slot, now)));
  return Math.max(0, found);
}
