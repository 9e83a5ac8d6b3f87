import { z } from "zod";
import { fairIdSchema, organisationIdSchema, personIdSchema } from "../ids.ts";
import { localIdSchema, profileSchema } from "./organisation.ts";

const v1 = z.literal(1);
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), v: v1, ...shape });

export const grantedRoles = ["organiser", "steward"] as const;
export const consentPurposes = ["matching", "contact", "newsletter"] as const;

/** What happens to organisations and accounts, all fairs together. Names, e-mails and phones stay in the vault. */
export const directoryEventSchema = z.discriminatedUnion("type", [
  event("OrganisationRegistered", { organisationId: organisationIdSchema, profile: profileSchema }),
  event("ProfileChanged", { organisationId: organisationIdSchema, profile: profileSchema }),
  /** What somebody said of their own words, so that the same words are read so next time; `key` is them folded. */
  event("ActivitiesLearned", {
    organisationId: organisationIdSchema,
    key: z.string().min(1).max(2000),
    activities: z.array(localIdSchema).min(1).max(12),
    /** What had been declared of them, when it was wrong. */
    instead: z.array(localIdSchema).max(12).optional(),
  }),
  event("OrganisationRemoved", { organisationId: organisationIdSchema }),
  event("PersonAdded", { personId: personIdSchema, organisationId: organisationIdSchema }),
  event("PersonRemoved", { personId: personIdSchema, organisationId: organisationIdSchema }),
  event("RoleGranted", { personId: personIdSchema, fairId: fairIdSchema, role: z.enum(grantedRoles) }),
  event("RoleRevoked", { personId: personIdSchema, fairId: fairIdSchema, role: z.enum(grantedRoles) }),
  event("ConsentRecorded", {
    personId: personIdSchema,
    purpose: z.enum(consentPurposes),
    given: z.boolean(),
  }),
  event("FairListed", { fairId: fairIdSchema }),
  event("PersonErased", { personId: personIdSchema }),
]);
export type DirectoryEvent = z.infer<typeof directoryEventSchema>;
