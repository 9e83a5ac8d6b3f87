import { z } from "zod";
import { participantKinds } from "../../domain/fair/events.ts";
import { organisationIdSchema } from "../../domain/ids.ts";
import { toReport } from "../../views/report.ts";
import { done, route } from "../route.ts";

const count = z.number().int();
const reportSchema = z
  .object({
    registered: count,
    validated: count,
    exhibitors: count,
    buyers: count,
    delegates: count,
    asked: count,
    accepted: count,
    scheduled: count,
    held: count,
    missed: count,
    declined: count,
    cancelled: count,
    expired: count,
    spread: z.object({
      lowest: z.number(),
      median: z.number(),
      highest: z.number(),
      without: count,
      gini: z.number().nullable(),
    }),
    ratings: z.object({ count, average: z.number().nullable(), byStars: z.array(z.number()) }),
    organisations: z.array(
      z.object({
        id: organisationIdSchema,
        name: z.string(),
        kind: z.enum(participantKinds),
        status: z.enum(["pending", "validated", "refused", "withdrawn"]),
        asked: count,
        received: count,
        scheduled: count,
        held: count,
        missed: count,
        absent: count,
        rating: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: "Report" });

export const reportRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/report",
    action: "report.read",
    summary: "The balance of a fair, as funders ask for it",
    answer: { schema: reportSchema },
    handle({ fair, services }) {
      const report = toReport(fair.state, services.runtime.directory.state);
      return done({
        ...report,
        ratings: { ...report.ratings, byStars: [...report.ratings.byStars] },
        organisations: report.organisations.map((line) => ({ ...line })),
      });
    },
  }),
];
