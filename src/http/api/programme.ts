import { z } from "zod";
import { programmeSchema, slotOfProgrammeSchema, slotSchema } from "../../domain/fair/events.ts";
import { computeSlots } from "../../domain/fair/programme.ts";
import { rulesSchema } from "../../domain/fair/rules.ts";
import type { FairState } from "../../domain/fair/state.ts";
import { catalogue } from "../../i18n/catalogue.ts";
import { rejectionText } from "../../i18n/rejections.ts";
import { done, reply, route } from "../route.ts";

const programmeAnswer = z
  .object({
    programme: programmeSchema.nullable(),
    slots: z.array(slotOfProgrammeSchema.extend({ slot: slotSchema, closed: z.boolean() })),
  })
  .meta({ id: "Programme" });

export const programmeRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/programme",
    action: "fair.read",
    summary: "Days, breaks and the slots that come of them",
    answer: { schema: programmeAnswer },
    handle: ({ fair }) => done(toProgramme(fair.state)),
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/programme",
    action: "fair.prepare",
    summary: "Set days, slots and breaks, in the fair's wall time",
    body: programmeSchema,
    answer: { schema: programmeAnswer },
    refusals: ["programme-invalid", "programme-in-use"],
    async handle(call) {
      const { fair, body } = call;
      const computed = computeSlots(body, fair.state.header.get()?.timeZone ?? "UTC");
      if (!computed.ok) {
        const detail = rejectionText("programme-invalid", catalogue(call.locale));
        const errors = computed.faults.map(({ code, field }) => ({ field, code, detail }));
        return { ok: false, rejection: { code: "programme-invalid", errors } };
      }
      const slots = [...computed.slots];
      return reply(await call.submitFair({ type: "SetProgramme", programme: body, slots }), () =>
        toProgramme(fair.state),
      );
    },
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/slots/:slot",
    action: "fair.prepare",
    summary: "Close a slot to every meeting, or reopen it",
    body: z.object({ closed: z.boolean() }),
    answer: { schema: programmeAnswer },
    refusals: ["slot-unknown", "slot-in-use"],
    async handle(call) {
      const command = { type: "SetSlotClosed", slot: call.params.slot, closed: call.body.closed } as const;
      return reply(await call.submitFair(command), () => toProgramme(call.fair.state));
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/rules",
    action: "fair.read",
    summary: "Who may meet whom, quotas, booking modes, opening dates",
    answer: { schema: rulesSchema.meta({ id: "Rules" }) },
    handle: ({ fair }) => done(fair.state.rules.get()),
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/rules",
    action: "fair.prepare",
    summary: "Set the rules of the fair; what is left out takes its default",
    body: rulesSchema,
    answer: { schema: rulesSchema },
    async handle(call) {
      const outcome = await call.submitFair({ type: "SetRules", rules: call.body });
      return reply(outcome, () => call.fair.state.rules.get());
    },
  }),
];

function toProgramme(state: FairState): z.input<typeof programmeAnswer> {
  return {
    programme: state.programme.get() ?? null,
    slots: state.slots.get().map((programmed, slot) => ({
      ...programmed,
      slot,
      closed: state.closedSlots.has(slot),
    })),
  };
}
