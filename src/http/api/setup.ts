import { z } from "zod";
import { fairIdSchema, personIdSchema } from "../../domain/ids.ts";
import { done, refused, route } from "../route.ts";
import { setUp, setupSchema } from "../setup.ts";

export const setupRoutes = [
  route({
    method: "post",
    path: "/setup",
    action: "installation.prepare",
    summary: "Set a new installation up by the link of its first start: the first organiser and their fair",
    body: setupSchema.extend({ token: z.string().min(20).max(200) }),
    answer: {
      status: 201,
      schema: z.object({ personId: personIdSchema, fairId: fairIdSchema, csrf: z.string() }),
    },
    refusals: ["setup-done", "link-expired"],
    isSensitive: true,
    async handle({ services, body, http }) {
      const { token, ...setup } = body;
      const outcome = await setUp(services, token, setup);
      if (!outcome.ok) return refused(outcome.code, outcome.field);
      const { personId, fairId } = outcome;
      return done({ personId, fairId, csrf: await services.identities.open(http, personId) });
    },
  }),
];
