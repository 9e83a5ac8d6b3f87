import { Hono } from "hono";
import { type Comfort, noComfort } from "../../domain/fair/comfort.ts";
import { slotKey } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import { listSlotTimes, slotMinutesOf } from "../../views/slot-time.ts";
import type { ComfortValues } from "../../web/components/delegate-comfort.tsx";
import { type ProfileProps, profilePage } from "../../web/pages/profile.tsx";
import type { DelegateValues } from "../../web/pages/register.tsx";
import type { ProfileValues } from "../../web/pages/registration-form.tsx";
import type { AppEnv } from "../env.ts";
import { ownPage } from "./own-page.ts";
import { toProfileValues } from "./profile-values.ts";
import { readingsOf } from "./readings.ts";
import { listSectors } from "./sectors.ts";
import { type FairVisit, type PageServices, show } from "./visit.ts";

export const emptyDelegate: DelegateValues = { name: "", email: "", role: "", phone: "" };

/** What an organisation says of itself, whom it sends and when they are free. */
export function profilePages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/me/profile",
    ownPage(services, "organisation.change", (here, mine) => showProfile(here, mine)),
  );
  return pages;
}

/** The page as it is, or with a form that came back with faults. */
export async function showProfile(
  here: FairVisit,
  mine: OrganisationId,
  typed: {
    readonly values?: ProfileValues;
    readonly delegate?: DelegateValues;
    readonly comfort?: { readonly person: string; readonly values: ComfortValues };
    readonly faults?: Readonly<Record<string, string>>;
  } = {},
): Promise<Response> {
  const page = profilePage(await profileProps(here, mine, typed));
  return show(here, page, Object.keys(typed.faults ?? {}).length > 0 ? { status: 422 } : {});
}

async function profileProps(
  here: FairVisit,
  mine: OrganisationId,
  typed: Parameters<typeof showProfile>[2] & object,
): Promise<ProfileProps> {
  const { state, services, locale } = here;
  const organisation = services.runtime.directory.state.organisations.get(mine);
  const participant = state.participants.get(mine);
  if (!organisation) throw new Error(`organisation ${mine} left the directory while it was shown`);
  return {
    fair: here.fairId,
    organisation: { id: mine, name: organisation.name },
    kind: participant?.kind ?? "exhibitor",
    status: participant?.status ?? "pending",
    refusal: participant?.status === "refused" ? (participant.refusal ?? null) : null,
    bookingMode: participant?.mode ?? state.rules.get().bookingMode,
    meetingLength: { slots: participant?.meetingSlots ?? 1, slotMinutes: slotMinutesOf(state) },
    values: typed.values ?? toProfileValues(organisation, locale),
    faults: typed.faults ?? {},
    sectors: listSectors(locale),
    delegates: await delegatesOf(here, mine, typed.comfort),
    mostInARow: state.rules.get().mostInARow,
    suggestions: readingsOf(here, organisation).filter(({ declared }) => declared.length === 0),
    newDelegate: typed.delegate ?? emptyDelegate,
  };
}

async function delegatesOf(
  here: FairVisit,
  mine: OrganisationId,
  typed: { readonly person: string; readonly values: ComfortValues } | undefined,
): Promise<ProfileProps["delegates"]> {
  const { state, services } = here;
  const people = state.participants.get(mine)?.delegates ?? [];
  const found = await services.runtime.vault.getPeople([...people]);
  return people.flatMap((id) => {
    const person = found.get(id);
    if (!person) return [];
    const unavailable = state.delegates.get(id)?.unavailable ?? new Set<number>();
    const slots = listSlotTimes(state).map((slot) => ({
      ...slot,
      state: state.delegateBusy.has(slotKey(id, slot.slot))
        ? ("meeting" as const)
        : unavailable.has(slot.slot)
          ? ("unavailable" as const)
          : ("open" as const),
    }));
    return [
      {
        id,
        name: person.name,
        email: person.email,
        role: person.jobTitle ?? null,
        comfort: typed?.person === id ? typed.values : toComfortValues(state.delegates.get(id)?.comfort),
        removable: people.length > 1 && !slots.some((slot) => slot.state === "meeting"),
        slots,
      },
    ];
  });
}

function toComfortValues({ needsAccess, mostInARow, breaks }: Comfort = noComfort): ComfortValues {
  return {
    needsAccess,
    mostInARow: mostInARow ?? "",
    breaks: breaks.map(({ from, to, minutes, on = "" }) => ({ from, to, minutes, on })),
  };
}
