import { pairKey } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import { formatSlot } from "../../i18n/format.ts";
import { listCommonSlots } from "../../views/bookable-slots.ts";
import { placementOf } from "../../views/meeting-view.ts";
import { toPlaceName } from "../../views/organisation-card.ts";
import { toMeetingTime } from "../../views/slot-time.ts";
import type { ActForProps } from "../../web/pages/schedule-act-for.tsx";
import { paths } from "../../web/paths.ts";
import type { Act } from "./act.ts";
import type { Form } from "./form.ts";
import { participantNames } from "./participant-names.ts";
import type { FairVisit } from "./visit.ts";

/** The form drawn again with what was typed and what is wrong with it. */
export type RedrawActFor = (typed: Omit<ActForProps, "fair" | "names" | "slots">) => Promise<Response>;

/** Books in somebody's name, in the wanted slot or the first that suits both. */
export function actFor(here: FairVisit, form: Form, redraw: RedrawActFor): Act | Promise<Response> {
  const typed = { organisation: form.get("organisation"), to: form.get("to"), slot: form.get("slot") };
  const names = participantNames(here);
  const { fault } = here.t.outcomes;
  const [from, to] = [names.find(typed.organisation), names.find(typed.to)];
  if (from === undefined || to === undefined)
    return redraw({
      typed,
      faults: {
        ...(from === undefined ? { organisation: names.fault(typed.organisation) } : {}),
        ...(to === undefined ? { to: names.fault(typed.to) } : {}),
      },
    });
  if (from === to) return redraw({ typed, faults: { to: fault.samePair } });
  const slot =
    typed.slot === "" ? listCommonSlots(here.state, [from, to], here.now)[0]?.slot : Number(typed.slot);
  if (slot === undefined) return redraw({ typed, faults: { slot: fault.noCommonSlot } });
  const place = form.get("place");
  return {
    request: {
      method: "post",
      path: `/fairs/${here.fairId}/meetings`,
      body: { mode: "book", from, to, slot, ...(place === "" ? {} : { placeId: place }) },
    },
    notice: () => here.t.schedule.bookedFor(names.nameOf(from), names.nameOf(to), whereOf(here, from, to)),
    to: paths.schedule(here.fairId),
    leaves: true,
    redraw: ({ detail }) => redraw({ typed, faults: { slot: detail } }),
  };
}

/** When and where the two have just been given a meeting: who phones is told so. */
function whereOf({ state, reader, t }: FairVisit, one: OrganisationId, other: OrganisationId): string {
  const id = state.openPair.get(pairKey(one, other));
  const meeting = id && state.meetings.get(id);
  const placement = meeting && placementOf(meeting);
  const slot = placement && toMeetingTime(state, placement);
  if (!slot) return t.schedule.noSlot;
  const place = toPlaceName(state, placement.placeId);
  return place === null
    ? formatSlot(slot, reader)
    : `${formatSlot(slot, reader)} · ${t.terms.at(place.place, place.room)}`;
}
