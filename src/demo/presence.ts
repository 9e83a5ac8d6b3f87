import type { OrganisationId, PersonId } from "../domain/ids.ts";
import type { DemoClock } from "../runtime/clock.ts";
import type { FairStream } from "../runtime/runtime.ts";
import type { Random } from "./random.ts";

/**
 * Most buyers come for a day or half of one, exhibitors for both, some of their second delegates for one. The readers'
 * own people have all the time there is.
 */
export async function comeForADay(
  fair: FairStream,
  people: ReadonlyMap<OrganisationId, readonly PersonId[]>,
  { exhibitors, spared }: Record<"exhibitors" | "spared", ReadonlySet<OrganisationId>>,
  clock: DemoClock,
  random: Random,
): Promise<void> {
  const absences = listAbsences(fair);
  const at = clock.now();
  const commands = [...people].flatMap(([organisation, delegates]) =>
    delegates.flatMap((personId, rank) => {
      const luck = random.next();
      const [days, halves] = absences;
      const isHost = exhibitors.has(organisation);
      const comesShort = isHost ? rank > 0 && luck < 0.3 : luck < 0.65;
      const unavailable = random.pick(!isHost && luck < 0.2 ? halves : days);
      if (spared.has(organisation) || !comesShort || !unavailable) return [];
      return [
        fair.submit({ type: "SetAvailability", personId, unavailable }, { at, by: personId, as: "delegate" }),
      ];
    }),
  );
  for (const outcome of await Promise.all(commands))
    if (!outcome.ok) throw new Error(`the demo was refused an absence: ${outcome.rejection.code}`);
}

/** The slots that are missed by who comes for one day only, and for one half of a day. */
function listAbsences(fair: FairStream): readonly [readonly number[][], readonly number[][]] {
  const slots = fair.state.slots.get();
  const partOf = (slot: number): string => {
    const startsAt = slots[slot]?.startsAt ?? "";
    return startsAt.slice(11) < "12:00" ? "morning" : "afternoon";
  };
  const all = [...slots.keys()];
  const dayOf = (slot: number): number => slots[slot]?.day ?? 0;
  const days = [...new Set(all.map(dayOf))];
  const missed = (comes: (slot: number) => boolean): number[] => all.filter((slot) => !comes(slot));
  return [
    days.map((day) => missed((slot) => dayOf(slot) === day)),
    days.flatMap((day) =>
      ["morning", "afternoon"].map((part) => missed((slot) => dayOf(slot) === day && partOf(slot) === part)),
    ),
  ];
}
