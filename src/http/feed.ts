import { createHmac } from "node:crypto";
import { timeOf } from "../domain/fair/span.ts";
import { type FairId, fairIdSchema, type PersonId, personIdSchema } from "../domain/ids.ts";
import { type CalendarEntry, toCalendarFeed } from "../exchange/calendar.ts";
import type { Locale } from "../i18n/catalogue.ts";
import { meetingsOf, placementOf } from "../views/meeting-view.ts";
import { toPlaceName } from "../views/organisation-card.ts";
import { isSameSecret } from "./identity.ts";
import type { Services } from "./services.ts";

const collection = "feeds";

/** Path of the calendar feed of a person at a fair: who knows it reads it, until it is renewed. */
export async function feedPath(services: Services, fairId: FairId, personId: PersonId): Promise<string> {
  return `/api/v1/feeds/${fairId}~${personId}~${signature(services, fairId, personId, await edition(services, personId))}.ics`;
}

/** Makes every feed address given out for this person so far useless. */
export async function renewFeeds(services: Services, personId: PersonId): Promise<void> {
  const body = { edition: (await edition(services, personId)) + 1 };
  await services.runtime.vault.putDocument({ collection, id: personId, ownerId: personId, body });
}

/** The person and fair of a feed address; undefined when it is not, or no longer, one of ours. */
export async function readFeed(
  services: Services,
  feed: string,
): Promise<{ readonly fairId: FairId; readonly personId: PersonId } | undefined> {
  const [fair = "", person = "", given = ""] = feed.replace(/\.ics$/, "").split("~");
  const [fairId, personId] = [fairIdSchema.safeParse(fair), personIdSchema.safeParse(person)];
  if (!fairId.success || !personId.success) return undefined;
  const expected = signature(services, fairId.data, personId.data, await edition(services, personId.data));
  return isSameSecret(given, expected) ? { fairId: fairId.data, personId: personId.data } : undefined;
}

/** Every meeting of the delegate, the cancelled ones too: that is how calendars learn to take them away. */
export async function calendarOf(
  services: Services,
  fairId: FairId,
  personId: PersonId,
  locale: Locale,
): Promise<string | undefined> {
  const fair = await services.runtime.fair(fairId);
  const header = fair?.state.header.get();
  const organisation = fair?.state.delegates.get(personId)?.organisationId;
  if (!fair || !header || organisation === undefined) return undefined;
  const { state } = fair;
  const { organisations } = services.runtime.directory.state;
  const host = new URL(services.baseUrl()).hostname;
  const entries = meetingsOf(state, organisation).flatMap((meeting): CalendarEntry[] => {
    const placement = placementOf(meeting);
    const programmed = placement && timeOf(state, placement);
    if (!placement || !programmed || !placement.delegates.includes(personId)) return [];
    const other = meeting.organisations.find((id) => id !== organisation) ?? organisation;
    const place = toPlaceName(state, placement.placeId);
    const name = organisations.get(other)?.name ?? other;
    return [
      {
        uid: `${meeting.id}@${host}`,
        sequence: meeting.sequence,
        start: programmed.startsAt,
        end: programmed.endsAt,
        summary: name,
        description: header.name,
        location: [place?.place, place?.room, header.venue].filter(Boolean).join(", "),
        status: meeting.status === "cancelled" ? "cancelled" : "confirmed",
        url: `${services.baseUrl()}/fairs/${fairId}/me/agenda`,
        lastModified: meeting.changedAt,
      },
    ];
  });
  return toCalendarFeed({ name: header.name, timeZone: header.timeZone, language: locale }, entries);
}

async function edition({ runtime }: Services, personId: PersonId): Promise<number> {
  const kept = await runtime.vault.getDocument(collection, personId);
  return typeof kept?.body.edition === "number" ? kept.body.edition : 0;
}

function signature({ config }: Services, fairId: FairId, personId: PersonId, edition: number): string {
  return createHmac("sha256", config.secret)
    .update(`feed:${fairId}:${personId}:${edition}`)
    .digest("base64url")
    .slice(0, 32);
}
