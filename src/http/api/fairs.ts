import { z } from "zod";
import { type FairId, fairIdSchema, instantSchema } from "../../domain/ids.ts";
import type { FairStream } from "../../runtime/runtime.ts";
import { done, refused, reply, route } from "../route.ts";
import { isTimeZone } from "../time-zone.ts";

export const fairSchema = z
  .object({
    id: fairIdSchema,
    name: z.string(),
    venue: z.string(),
    timeZone: z.string(),
    days: z.number().int(),
    firstSlotAt: instantSchema.nullable(),
    lastSlotAt: instantSchema.nullable(),
    agendaPublished: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: "Fair" });
const header = {
  name: z.string().trim().min(1).max(160),
  venue: z.string().trim().max(200).default(""),
};

export const fairRoutes = [
  route({
    method: "get",
    path: "/fairs",
    action: "fair.list",
    summary: "The fairs of this installation",
    answer: { schema: z.object({ fairs: z.array(fairSchema) }) },
    async handle({ services }) {
      const ids = [...services.runtime.directory.state.fairs.keys()];
      const fairs = await Promise.all(ids.map((id) => services.runtime.fair(id)));
      return done({ fairs: fairs.flatMap((fair) => (fair?.state.header.get() ? [toFair(fair)] : [])) });
    },
  }),
  route({
    method: "post",
    path: "/fairs",
    action: "fair.open",
    summary: "Open a fair; its opener becomes its organiser",
    body: z.object({ ...header, timeZone: z.string().min(1).max(60).default("Europe/Paris") }),
    answer: { status: 201, schema: fairSchema },
    refusals: ["fair-exists"],
    async handle(call) {
      const { services, body, personId } = call;
      if (!isTimeZone(body.timeZone)) return refused("bad-input", "timeZone");
      const fairId: FairId = call.newId("fair", fairIdSchema);
      const fair = await services.runtime.newFair(fairId);
      const opened = await fair.submit({ type: "OpenFair", fairId, ...body }, call.context());
      if (!opened.ok && opened.rejection.code !== "fair-exists")
        return { ok: false, rejection: opened.rejection };
      if (personId !== null)
        await call.submitDirectory({ type: "GrantRole", personId, fairId, role: "organiser" }, "grant");
      const listed = await call.submitDirectory({ type: "ListFair", fairId }, "list");
      if (!listed.ok && listed.rejection.code !== "fair-listed")
        return { ok: false, rejection: listed.rejection };
      return done(toFair(fair));
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId",
    action: "fair.read",
    summary: "One fair",
    answer: { schema: fairSchema },
    handle: ({ fair }) => done(toFair(fair)),
  }),
  route({
    method: "patch",
    path: "/fairs/:fairId",
    action: "fair.prepare",
    summary: "Rename a fair or its venue",
    body: z.object(header),
    answer: { schema: fairSchema },
    async handle(call) {
      const outcome = await call.submitFair({ type: "RenameFair", ...call.body });
      return reply(outcome, () => toFair(call.fair));
    },
  }),
];

export function toFair({ state, version }: FairStream): z.input<typeof fairSchema> {
  const header = state.header.get();
  if (!header) throw new Error("a fair that was never opened");
  const slots = state.slots.get();
  return {
    ...header,
    days: state.programme.get()?.days.length ?? 0,
    firstSlotAt: slots[0]?.startsAt ?? null,
    lastSlotAt: slots.at(-1)?.endsAt ?? null,
    agendaPublished: state.publishedDraft.get() !== undefined,
    version,
  };
}
