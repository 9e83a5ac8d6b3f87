import { type Meeting, pairKey } from "../../domain/fair/state.ts";
import { type OrganisationId, organisationIdSchema, type PersonId } from "../../domain/ids.ts";
import type { Recommendation } from "../../matching/rank.ts";
import { type MeetingView, peopleOf, toMeetingView, type Words } from "../../views/meeting-view.ts";
import type { Explanation } from "../../web/components/score.tsx";
import { toExplanation, toPoints } from "./explanation.ts";
import { type FairVisit, may, type PageServices } from "./visit.ts";

/** Whom the engine ranks for the reader's organisation, best first; nobody for visitors. */
export async function recommendationsFor(here: FairVisit): Promise<readonly Recommendation[]> {
  const { organisation, services, fairId } = here;
  if (organisation === null) return [];
  if (!may(here, "recommendation.read", { fairId, organisations: [organisation] })) return [];
  return services.recommendations.for(fairId, organisation, 200);
}

/** Why the reader would meet this organisation; each of the two reads the same reasons on the other's page. */
export async function explanationFor(
  here: FairVisit,
  other: OrganisationId,
): Promise<Recommendation | undefined> {
  const { organisation, services, fairId } = here;
  if (organisation === null || organisation === other) return undefined;
  if (!may(here, "recommendation.read", { fairId, organisations: [organisation] })) return undefined;
  return services.recommendations.explain(fairId, organisation, other);
}

/** The same for several, in the reader's words; those that nothing speaks for are absent. */
export async function explanationsFor(
  here: FairVisit,
  others: readonly string[],
): Promise<ReadonlyMap<string, Explanation>> {
  const found = await Promise.all(
    [...new Set(others)].map(async (other) => {
      const one = await explanationFor(here, organisationIdSchema.parse(other));
      return one ? [[other, toExplanation(one, here.locale)] as const] : [];
    }),
  );
  return new Map(found.flat());
}

/** The reader's score with every organisation that the engine ranks for them. */
export async function scoresFor(here: FairVisit): Promise<ReadonlyMap<string, number>> {
  return new Map((await recommendationsFor(here)).map((one) => [one.organisation, toPoints(one.score)]));
}

export function isBookingOpen({ state, now }: Pick<FairVisit, "state" | "now">): boolean {
  const { bookingOpensAt, bookingClosesAt } = state.rules.get();
  return (
    (bookingOpensAt === null || bookingOpensAt <= now) && (bookingClosesAt === null || now < bookingClosesAt)
  );
}

/** Names by person; those who were erased are absent. */
export async function namesOf(
  services: PageServices,
  people: readonly PersonId[],
): Promise<ReadonlyMap<string, string>> {
  const found = await services.runtime.vault.getPeople([...new Set(people)]);
  return new Map([...found].map(([id, person]) => [id, person.name]));
}

/** The names and messages that the views of these meetings show. */
export async function wordsOf(services: PageServices, meetings: readonly Meeting[]): Promise<Words> {
  const { vault } = services.runtime;
  const documents = await Promise.all(
    meetings.map((meeting) => vault.getDocument("meeting-messages", meeting.id)),
  );
  const messages = documents.flatMap((document): [string, string][] => {
    const text = document?.body.text;
    return document && typeof text === "string" ? [[document.id, text]] : [];
  });
  return { names: await namesOf(services, peopleOf(meetings)), messages: new Map(messages) };
}

/** The meetings as one side sees them. */
export async function viewMeetings(
  here: FairVisit,
  organisation: OrganisationId,
  meetings: readonly Meeting[],
): Promise<MeetingView[]> {
  const words = await wordsOf(here.services, meetings);
  const directory = here.services.runtime.directory.state;
  return meetings.flatMap(
    (meeting) => toMeetingView(here.state, directory, meeting, organisation, words) ?? [],
  );
}

/** The open meeting or request of two organisations. */
export function openMeetingOf(here: FairVisit, a: OrganisationId, b: OrganisationId): Meeting | undefined {
  const id = here.state.openPair.get(pairKey(a, b));
  return id === undefined ? undefined : here.state.meetings.get(id);
}

/** Whom an organisation sends, with their names. */
export async function delegatesOf(
  here: FairVisit,
  organisation: OrganisationId,
): Promise<{ readonly id: PersonId; readonly name: string }[]> {
  const people = here.state.participants.get(organisation)?.delegates ?? [];
  const names = await namesOf(here.services, people);
  return people.flatMap((id) => {
    const name = names.get(id);
    return name === undefined ? [] : [{ id, name }];
  });
}
