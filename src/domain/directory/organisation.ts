import { z } from "zod";
import { organisationIdSchema } from "../ids.ts";

export const legalFamilies = [
  "association",
  "scop",
  "scic",
  "cooperative",
  "mutual",
  "foundation",
  "ess-company",
  "public-authority",
  "public-body",
  "conventional-company",
] as const;
export const inclusionKinds = [
  "EI",
  "ACI",
  "AI",
  "ETTI",
  "EITI",
  "GEIQ",
  "EA",
  "EATT",
  "ESAT",
  "SEP",
] as const;
export const needKinds = ["buy", "sell", "cooperate", "replicate", "finance"] as const;

const line = (max: number) => z.string().trim().min(1).max(max);
const code = z.string().regex(/^[0-9A-Za-z]{1,5}$/);

/** Where an offer is served or a need accepts to be served; null is unknown. */
export const areaSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("radius"), km: z.number().positive().max(2000) }),
  z.object({ type: z.literal("departments"), codes: z.array(code).min(1).max(110) }),
  z.object({ type: z.literal("regions"), codes: z.array(code).min(1).max(20) }),
  z.object({ type: z.literal("national") }),
]);
export type Area = z.infer<typeof areaSchema>;

/** An amount of `unit` (kg, couverts, m2…) for each `per` (day, week, month, year, total…). */
export const quantitySchema = z.object({
  value: z.number().nonnegative().max(1e12),
  unit: line(40),
  per: line(40).nullable().optional(),
});
export type Quantity = z.infer<typeof quantitySchema>;

export const placeOfOrganisationSchema = z.object({
  commune: line(120),
  insee: z
    .string()
    .regex(/^[0-9AB]{5}$/)
    .optional(),
  postcode: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  department: code.optional(),
  region: code.optional(),
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
});
export type PlaceOfOrganisation = z.infer<typeof placeOfOrganisationSchema>;

export const localIdSchema = z.string().regex(/^[0-9a-z][0-9a-z-]{0,39}$/);

export const offerSchema = z.object({
  id: localIdSchema,
  text: line(50_000),
  activities: z.array(localIdSchema).max(12).default([]),
  area: areaSchema.nullable().default(null),
  capacity: quantitySchema.nullable().default(null),
});
export type Offer = z.infer<typeof offerSchema>;

export const needSchema = z.object({
  id: localIdSchema,
  kind: z.enum(needKinds),
  text: line(50_000),
  activities: z.array(localIdSchema).max(12).optional(),
  area: areaSchema.nullable().default(null),
  volume: quantitySchema.nullable().optional(),
  budgetKeur: z.number().nonnegative().max(1e9).nullable().optional(),
  from: z.string().max(20).optional(),
  impactGoals: z.array(line(60)).max(20).optional(),
  requiredLabels: z.array(line(80)).max(20).optional(),
  reservedFor: z.array(z.string().trim().min(1).max(40)).max(20).nullable().optional(),
});
export type Need = z.infer<typeof needSchema>;

/** What an organisation says of itself; no personal data in it. */
export const profileSchema = z.object({
  name: line(160),
  siret: z
    .string()
    .regex(/^\d{14}$/)
    .optional(),
  family: z.enum(legalFamilies),
  ess: z.boolean(),
  inclusionKind: z.enum(inclusionKinds).nullable().default(null),
  labels: z.array(line(80)).max(30).default([]),
  group: line(120).nullable().default(null),
  partners: z.array(z.string().max(64)).max(200).default([]),
  place: placeOfOrganisationSchema,
  staffFte: z.number().nonnegative().max(1e6).nullable().default(null),
  turnoverKeur: z.number().nonnegative().max(1e9).nullable().default(null),
  description: z.string().trim().max(50_000).default(""),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .optional(),
  offers: z.array(offerSchema).max(50).default([]),
  needs: z.array(needSchema).max(50).default([]),
});
export type Profile = z.infer<typeof profileSchema>;

export const organisationSchema = profileSchema.extend({ id: organisationIdSchema });
export type Organisation = z.infer<typeof organisationSchema>;
