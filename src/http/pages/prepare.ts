import { Hono } from "hono";
import type { OrganisationId } from "../../domain/ids.ts";
import { listSlotTimes } from "../../views/slot-time.ts";
import {
  type DayValues,
  type PrepareProps,
  type PrepareRules,
  preparePage,
} from "../../web/pages/prepare.tsx";
import type { AppEnv } from "../env.ts";
import { deskPage } from "./own-page.ts";
import { type FairVisit, type PageServices, show } from "./visit.ts";

/** What a form of this page brought back with faults. */
export type Typed = {
  readonly slotMinutes?: number;
  readonly days?: readonly DayValues[];
  readonly rules?: PrepareRules;
  readonly faults?: Readonly<Record<string, string>>;
};

/** Days, slots, rooms, places and rules of a fair. */
export function preparePages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/prepare",
    deskPage(services, "fair.prepare", (here) => showPrepare(here)),
  );
  return pages;
}

export function showPrepare(here: FairVisit, typed: Typed = {}): Promise<Response> {
  const hasFaults = Object.keys(typed.faults ?? {}).length > 0;
  return show(here, preparePage(propsOf(here, typed)), hasFaults ? { status: 422 } : {});
}

function propsOf(here: FairVisit, typed: Typed): PrepareProps {
  const { state } = here;
  const { organisations } = here.services.runtime.directory.state;
  const nameOf = (id: OrganisationId): string => organisations.get(id)?.name ?? id;
  const programme = state.programme.get();
  const places = [...state.places.values()];
  return {
    fair: { id: here.fairId, name: here.name, venue: state.header.get()?.venue ?? "" },
    slotMinutes: typed.slotMinutes ?? programme?.slotMinutes ?? 20,
    days: typed.days ?? programme?.days ?? [emptyDay],
    slots: listSlotTimes(state).map((slot) => ({
      ...slot,
      closed: state.closedSlots.has(slot.slot),
      meetings: state.scheduledAt.get(slot.slot)?.length ?? 0,
    })),
    rooms: [...state.rooms.values()].map((room) => ({
      id: room.id,
      name: room.name,
      capacity: room.capacity,
      accessible: room.accessible,
      places: places
        .filter((place) => place.roomId === room.id)
        .map((place) => ({
          id: place.id,
          name: place.name,
          kind: place.kind,
          accessible: place.accessible,
          organisation:
            place.organisationId === undefined
              ? null
              : { id: place.organisationId, name: nameOf(place.organisationId) },
        })),
    })),
    withoutStand: [...state.participants.values()]
      .filter(
        ({ organisationId, kind, status }) =>
          kind !== "buyer" && status === "validated" && !state.standOf.has(organisationId),
      )
      .map(({ organisationId }) => ({
        id: organisationId,
        name: nameOf(organisationId),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, here.locale)),
    rules: typed.rules ?? state.rules.get(),
    faults: typed.faults ?? {},
  };
}

export const emptyDay: DayValues = { on: "", start: "09:00", end: "18:00", breaks: [] };
