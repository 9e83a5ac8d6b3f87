import { z } from "zod";
import { organisationIdSchema } from "../../domain/ids.ts";
import { poorWhys } from "../../runtime/matching/fair-coverage.ts";
import { done, refused, route } from "../route.ts";

const count = z.number().int();
const part = z.number().min(0).max(1);
const exposureSchema = z.object({
  gini: z.number(),
  coverage: part,
  smallShare: part,
  smallPopulation: part,
});
const unmetSchema = z.object({
  organisation: organisationIdSchema,
  need: z.string(),
  text: z.string(),
  department: z.string().nullable(),
  activity: z.string().nullable(),
  closed: count,
});
const coverageSchema = z
  .object({
    organisations: count,
    needs: count,
    unmet: z.array(unmetSchema),
    groups: z.array(
      z.object({ department: z.string().nullable(), activity: z.string().nullable(), needs: count }),
    ),
    poorlyServed: z.array(
      z.object({
        organisation: organisationIdSchema,
        best: z.number().nullable(),
        why: z.enum(poorWhys),
        closed: count,
        needs: count,
      }),
    ),
    exposure: z.object({ before: exposureSchema, after: exposureSchema }),
    lambda: z.number(),
  })
  .meta({ id: "Coverage" });

export const coverageRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/coverage",
    action: "coverage.read",
    summary: "Who has no good match, which needs nobody serves, and how organisations of all sizes are shown",
    answer: { schema: coverageSchema },
    async handle({ services, params }) {
      const found = await services.recommendations.coverage(params.fairId);
      if (!found) return refused("fair-unknown");
      return done({
        ...found,
        unmet: found.unmet.map((each) => ({
          ...each,
          organisation: organisationIdSchema.parse(each.organisation),
        })),
        groups: found.groups.map((group) => ({ ...group, needs: group.needs.length })),
        poorlyServed: [...found.poorlyServed],
      });
    },
  }),
];
