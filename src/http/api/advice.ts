import { z } from "zod";
import { localIdSchema } from "../../domain/directory/organisation.ts";
import { suggestActivities } from "../../matching/suggest.ts";
import { findTrade } from "../../matching/vocabulary.ts";
import { adviceText } from "../advice-text.ts";
import { learnActivities } from "../learn.ts";
import { done, refused, reply, route } from "../route.ts";

const listName = z.enum(["offers", "needs"]);
const suggestionSchema = z.object({
  list: listName,
  id: z.string(),
  text: z.string(),
  activities: z.array(z.object({ activity: z.string(), confidence: z.number().min(0).max(1) })),
});

/** How an organisation is read by the engine, and what would serve it better. */
export const adviceRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/participants/:organisationId/advice",
    action: "organisation.change",
    summary: "What would raise one's matches most, and the activities that one's own words seem to speak of",
    answer: {
      schema: z.object({
        advice: z.array(z.object({ text: z.string(), gain: z.number(), needs: z.number().int() })),
        suggestions: z.array(suggestionSchema),
      }),
    },
    async handle({ services, params, fair, locale }) {
      const { organisationId, fairId } = params;
      const { organisations, learned } = services.runtime.directory.state;
      const profile = organisations.get(organisationId);
      if (!profile || !fair.state.participants.has(organisationId)) return refused("participant-unknown");
      const advice = await services.recommendations.advise(fairId, organisationId);
      const suggestions = (["offers", "needs"] as const).flatMap((list) =>
        profile[list]
          .filter(({ activities = [] }) => activities.length === 0)
          .map(({ id, text }) => ({
            list,
            id,
            text,
            activities: [...suggestActivities({ type: list === "offers" ? "offer" : "need", text }, learned)],
          })),
      );
      return done({
        advice: advice.map(({ claim, gain, needs }) => ({ text: adviceText(claim, locale), gain, needs })),
        suggestions,
      });
    },
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/participants/:organisationId/activities",
    action: "organisation.change",
    summary: "Say what an offer or need of one's own is about; the same words are read so next time",
    body: z.object({ list: listName, id: localIdSchema, activities: z.array(localIdSchema).min(1).max(12) }),
    answer: { status: 204 },
    refusals: ["participant-unknown", "organisation-unknown"],
    async handle(call) {
      const { organisationId } = call.params;
      const { list, id, activities } = call.body;
      const profile = call.services.runtime.directory.state.organisations.get(organisationId);
      const statement = profile?.[list].find((one) => one.id === id);
      if (!profile || !call.fair.state.participants.has(organisationId))
        return refused("participant-unknown");
      if (!statement) return refused("bad-input", "id");
      if (activities.some((activity) => findTrade(activity) === undefined))
        return refused("bad-input", "activities");
      const changed =
        list === "offers"
          ? { offers: profile.offers.map((one) => (one.id === id ? { ...one, activities } : one)) }
          : { needs: profile.needs.map((one) => (one.id === id ? { ...one, activities } : one)) };
      const { id: _, ...rest } = profile;
      const outcome = await call.submitDirectory({
        type: "ChangeProfile",
        organisationId,
        profile: { ...rest, ...changed },
      });
      if (!outcome.ok) return reply(outcome, () => undefined);
      const learned = await learnActivities(call, organisationId, statement, activities);
      return reply(learned ?? outcome, () => undefined);
    },
  }),
];
