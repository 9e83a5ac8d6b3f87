import { z } from "zod";
import { fairIdSchema, organisationIdSchema, personIdSchema } from "../ids.ts";
import { consentPurposes, grantedRoles } from "./events.ts";
import { localIdSchema, profileSchema } from "./organisation.ts";

const command = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });

const registration = z.object({
  organisationId: organisationIdSchema,
  profile: profileSchema,
  people: z.array(personIdSchema).max(20),
});

export const directoryCommandSchema = z.discriminatedUnion("type", [
  command("RegisterOrganisation", registration.shape),
  command("ImportOrganisations", { organisations: z.array(registration).min(1).max(5000) }),
  command("ChangeProfile", { organisationId: organisationIdSchema, profile: profileSchema }),
  /** `key` is folded at the edge, where words are read. */
  command("LearnActivities", {
    organisationId: organisationIdSchema,
    key: z.string().min(1).max(2000),
    activities: z.array(localIdSchema).min(1).max(12),
    /** What had been declared of these words, when it was wrong. */
    instead: z.array(localIdSchema).max(12).optional(),
  }),
  command("RemoveOrganisation", { organisationId: organisationIdSchema }),
  command("AddPerson", { personId: personIdSchema, organisationId: organisationIdSchema }),
  command("RemovePerson", { personId: personIdSchema, organisationId: organisationIdSchema }),
  command("GrantRole", { personId: personIdSchema, fairId: fairIdSchema, role: z.enum(grantedRoles) }),
  command("RevokeRole", { personId: personIdSchema, fairId: fairIdSchema, role: z.enum(grantedRoles) }),
  command("RecordConsent", {
    personId: personIdSchema,
    purpose: z.enum(consentPurposes),
    given: z.boolean(),
  }),
  command("ListFair", { fairId: fairIdSchema }),
  command("ErasePerson", { personId: personIdSchema }),
]);
export type DirectoryCommand = z.infer<typeof directoryCommandSchema>;
