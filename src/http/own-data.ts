import { personOf } from "../domain/directory/state.ts";
import type { PersonId } from "../domain/ids.ts";
import { toPersonArchive } from "../exchange/archive.ts";
import type { Locale } from "../i18n/catalogue.ts";
import type { FairStream } from "../runtime/runtime.ts";
import { meetingsOf, placementOf } from "../views/meeting-view.ts";
import type { Deed } from "./deed.ts";
import type { Reply } from "./route.ts";
import type { Services } from "./services.ts";

/** Everything that this installation holds about a person: the vault, the directory, and each fair. */
export async function exportPerson(
  services: Services,
  personId: PersonId,
  locale: Locale,
): Promise<Uint8Array> {
  const { vault, directory, clock } = services.runtime;
  const kept = await vault.exportPerson(personId);
  const { organisations, roles, consents } = personOf(directory.state, personId);
  const fairs = await openFairs(services);
  const sections = {
    ...kept,
    account: { personId, organisations, roles, consents },
    fairs: fairs.flatMap(({ state }) => {
      const delegate = state.delegates.get(personId);
      if (!delegate) return [];
      const meetings = meetingsOf(state, delegate.organisationId).filter((meeting) =>
        placementOf(meeting)?.delegates.includes(personId),
      );
      const presence = state.presence.get(personId) ?? null;
      return [{ fair: state.header.get(), delegate, meetings, presence }];
    }),
  };
  return toPersonArchive(sections, { exportedAt: clock.now(), language: locale });
}

/** Leaves the fairs, then the directory, then the vault forgets: repeated after a failure, it ends what it began. */
export async function erasePerson(deed: Deed<undefined>): Promise<Reply<undefined>> {
  const { services, personId } = deed;
  if (personId === null) return { ok: false, rejection: { code: "not-signed-in" } };
  const person = personOf(services.runtime.directory.state, personId);
  const isLastOrganiser = person.roles.some(
    ({ fairId, role }) =>
      role === "organiser" && (services.runtime.directory.state.organisersOf.get(fairId) ?? 0) <= 1,
  );
  if (isLastOrganiser) return { ok: false, rejection: { code: "last-organiser" } };
  for (const fair of await openFairs(services)) {
    const refusal = await leaveFair(deed, fair, personId);
    if (refusal) return refusal;
  }
  const erased = await deed.submitDirectory({ type: "ErasePerson", personId });
  if (!erased.ok && erased.rejection.code !== "person-unknown")
    return { ok: false, rejection: erased.rejection };
  await services.runtime.vault.erasePerson(personId);
  await services.identities.revoke(personId);
  return { ok: true, body: undefined };
}

/** Cancels what they were to attend, so that its slots are free, and takes them off the fair. */
async function leaveFair(
  deed: Deed<undefined>,
  fair: FairStream,
  personId: PersonId,
): Promise<Reply<undefined> | undefined> {
  const delegate = fair.state.delegates.get(personId);
  if (!delegate) return undefined;
  for (const meeting of meetingsOf(fair.state, delegate.organisationId)) {
    if (meeting.status !== "scheduled" || !meeting.delegates.includes(personId)) continue;
    const { organisationId } = delegate;
    const command = { type: "CancelMeeting", meetingId: meeting.id, organisationId } as const;
    const cancelled = await fair.submit(command, deed.context());
    if (!cancelled.ok && cancelled.rejection.code !== "meeting-not-scheduled")
      return { ok: false, rejection: cancelled.rejection };
  }
  const removed = await fair.submit({ type: "RemoveDelegate", personId }, deed.context());
  if (!removed.ok && removed.rejection.code !== "delegate-unknown")
    return { ok: false, rejection: removed.rejection };
  return undefined;
}

async function openFairs({ runtime }: Services): Promise<FairStream[]> {
  const fairs = await Promise.all([...runtime.directory.state.fairs.keys()].map((id) => runtime.fair(id)));
  return fairs.flatMap((fair) => fair ?? []);
}
