import { z } from "zod";
import { personIdSchema } from "../../domain/ids.ts";
import { calendarContentType } from "../../exchange/calendar.ts";
import { meetingsOf } from "../../views/meeting-view.ts";
import { toOrganisationCard } from "../../views/organisation-card.ts";
import { calendarOf, feedPath, readFeed, renewFeeds } from "../feed.ts";
import { namesOf } from "../people.ts";
import { done, refused, route } from "../route.ts";
import { meetingSchema, toMeetingAnswer } from "./meeting-answer.ts";
import { organisationCardSchema, toCard } from "./organisations.ts";

const message = z.object({ meetingId: z.string(), text: z.string() });

export const agendaRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/participants/:organisationId/meetings",
    action: "agenda.read",
    summary: "The meetings and requests of one organisation, with whom, who attends, and the messages",
    query: z.object({ delegate: personIdSchema.optional() }),
    answer: {
      schema: z.object({
        version: z.number().int(),
        meetings: z.array(
          meetingSchema.extend({ with: organisationCardSchema, people: z.array(z.string()) }),
        ),
        messages: z.array(message),
      }),
    },
    async handle({ fair, services, params, query }) {
      const { state, version } = fair;
      const { directory, vault } = services.runtime;
      const mine = meetingsOf(state, params.organisationId)
        .map((meeting) => toMeetingAnswer(state, version, meeting))
        .filter(
          ({ delegates }) =>
            query.delegate === undefined || delegates === null || delegates.includes(query.delegate),
        );
      const names = await namesOf(services, [...new Set(mine.flatMap(({ delegates }) => delegates ?? []))]);
      const meetings = mine.map((meeting) => {
        const other =
          meeting.organisations.find((id) => id !== params.organisationId) ?? params.organisationId;
        return {
          ...meeting,
          with: toCard(toOrganisationCard(state, directory.state, other)),
          people: (meeting.delegates ?? []).map((person) => names.get(person) ?? ""),
        };
      });
      const asked = mine.filter(({ status }) => status === "requested");
      const documents = await Promise.all(asked.map(({ id }) => vault.getDocument("meeting-messages", id)));
      const messages = documents.flatMap((document) =>
        typeof document?.body.text === "string" ? [{ meetingId: document.id, text: document.body.text }] : [],
      );
      return done({ version, meetings, messages });
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/me/feed",
    action: "person.read",
    summary: "The address of one's own calendar feed at this fair",
    answer: { schema: z.object({ url: z.string() }) },
    async handle({ services, params, personId }) {
      if (personId === null) return refused("not-signed-in");
      return done({ url: `${services.baseUrl()}${await feedPath(services, params.fairId, personId)}` });
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/me/feed",
    action: "token.manage",
    summary: "Make the feed addresses given out so far useless, and get a new one",
    answer: { schema: z.object({ url: z.string() }) },
    async handle({ services, params, personId }) {
      if (personId === null) return refused("not-signed-in");
      await renewFeeds(services, personId);
      return done({ url: `${services.baseUrl()}${await feedPath(services, params.fairId, personId)}` });
    },
  }),
  route({
    method: "get",
    path: "/feeds/:feed",
    action: "fair.read",
    summary: "A calendar feed (RFC 5545); its address is the right to read it",
    answer: { type: "text/calendar" },
    async handle({ services, params, locale }) {
      const owner = await readFeed(services, params.feed);
      const calendar = owner && (await calendarOf(services, owner.fairId, owner.personId, locale));
      if (calendar === undefined) return refused("not-found");
      return {
        ok: true,
        file: calendar,
        type: calendarContentType,
        headers: { "cache-control": "private, max-age=60" },
      };
    },
  }),
];
