import { personOf } from "../../domain/directory/state.ts";
import type { Room } from "../../domain/fair/state.ts";
import { catalogue } from "../../i18n/catalogue.ts";
import type { FairVisit } from "./visit.ts";

const repeatAfterMs = 5 * 60_000;

/** Mails every steward of the fair that a room is filling up; asked again within minutes, it is the same mail. */
export async function warnStewards(here: FairVisit, room: Room): Promise<void> {
  const { services, fairId, state } = here;
  const { directory, vault } = services.runtime;
  const nowMs = services.wallClock.nowMs();
  const present = state.presentIn.get(room.id) ?? 0;
  const stewards = [...directory.state.people.keys()].filter((id) =>
    personOf(directory.state, id).roles.some((one) => one.fairId === fairId && one.role === "steward"),
  );
  for (const person of (await vault.getPeople(stewards)).values()) {
    const { roomWarning } = catalogue(person.locale).outcomes;
    await vault.enqueueMail(
      {
        id: `room-warning:${room.id}:${Math.floor(nowMs / repeatAfterMs)}:${person.id}`,
        personId: person.id,
        to: person.email,
        locale: person.locale,
        subject: roomWarning.subject(room.name),
        text: roomWarning.text(room.name, present, room.capacity),
      },
      nowMs,
    );
  }
}
