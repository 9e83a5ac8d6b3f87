import { z } from "zod";
import { type FairId, fairIdSchema, type PersonId, personIdSchema } from "../domain/ids.ts";
import { newId } from "../runtime/new-id.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { createToken, hashToken } from "../vault/token.ts";
import { normaliseEmail } from "../vault/vault.ts";
import type { ProblemCode } from "./problem.ts";
import type { Services } from "./services.ts";
import { isTimeZone } from "./time-zone.ts";

const setupHours = 24;
const setupOwner = "setup";

export const setupSchema = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  locale: z.enum(["fr", "en"]).default("fr"),
  fair: z.object({
    name: z.string().trim().min(1).max(160),
    venue: z.string().trim().max(200).default(""),
    timeZone: z.string().min(1).max(60).default("Europe/Paris"),
  }),
});
export type Setup = z.infer<typeof setupSchema>;
export type SetupOutcome =
  | { readonly ok: true; readonly personId: PersonId; readonly fairId: FairId }
  | { readonly ok: false; readonly code: ProblemCode; readonly field?: string };

/** Nobody has set this installation up yet. */
export function isNew({ directory }: Runtime): boolean {
  return directory.state.fairs.size === 0 && directory.state.organisersOf.size === 0;
}

/** The one-time link that makes the first organiser, and their fair. */
export async function createSetupLink({ runtime, wallClock, baseUrl }: Services): Promise<string> {
  const token = createToken();
  await runtime.vault.putToken(hashToken(token), setupOwner, wallClock.nowMs() + setupHours * 3_600_000);
  return `${baseUrl()}/setup/${token}`;
}

/** Serves once: the first organiser with their fair, listed last so that a broken set-up can be done again. */
export async function setUp(services: Services, token: string, setup: Setup): Promise<SetupOutcome> {
  const { runtime, wallClock } = services;
  if (!isNew(runtime)) return { ok: false, code: "setup-done" };
  if (!isTimeZone(setup.fair.timeZone)) return { ok: false, code: "bad-input", field: "timeZone" };
  if ((await runtime.vault.takeToken(hashToken(token), wallClock.nowMs())) !== setupOwner)
    return { ok: false, code: "link-expired" };
  const { name, locale } = setup;
  const personId = newId("per", (id) => personIdSchema.parse(id));
  const email = normaliseEmail(setup.email);
  const kept = await runtime.vault.putPerson({ id: personId, name, email, locale });
  const organiser = kept.ok ? personId : personIdSchema.parse(kept.personId);
  const fairId = newId("fair", (id) => fairIdSchema.parse(id));
  const context = { at: runtime.clock.now(), by: organiser, as: "organiser" } as const;
  const fair = await runtime.newFair(fairId);
  const opened = await fair.submit({ type: "OpenFair", fairId, ...setup.fair }, context);
  if (!opened.ok) return { ok: false, code: opened.rejection.code };
  for (const command of [
    { type: "GrantRole", personId: organiser, fairId, role: "organiser" },
    { type: "ListFair", fairId },
  ] as const) {
    const outcome = await runtime.directory.submit(command, context);
    if (!outcome.ok) return { ok: false, code: outcome.rejection.code };
  }
  return { ok: true, personId: organiser, fairId };
}
