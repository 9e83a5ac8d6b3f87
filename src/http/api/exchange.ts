import { z } from "zod";
import { participantKinds } from "../../domain/fair/events.ts";
import { organisationIdSchema } from "../../domain/ids.ts";
import { organisationsToCsv, organisationsToXlsx } from "../../exchange/organisation-export.ts";
import { organisationTemplate } from "../../exchange/organisation-template.ts";
import { csvContentType, xlsxContentType } from "../../exchange/write-table.ts";
import { takeInOrganisations } from "../organisation-intake.ts";
import { done, route } from "../route.ts";

const format = z.enum(["csv", "xlsx"]).default("csv");

export const exchangeRoutes = [
  route({
    method: "post",
    path: "/fairs/:fairId/organisations/import",
    action: "organisation.import",
    summary: "Import organisations from CSV, XLSX or JSON: every faulty line is reported, all or nothing",
    query: z.object({
      kind: z.enum([...participantKinds, "by-profile"]).default("by-profile"),
      validated: z.enum(["0", "1"]).default("0"),
    }),
    takesFile: {
      types: ["text/csv", "application/json", "application/octet-stream", xlsxContentType],
      maxBytes: 20_000_000,
    },
    answer: {
      status: 201,
      schema: z.object({
        organisations: z.array(organisationIdSchema),
        withoutDelegates: z.array(organisationIdSchema),
        ignoredColumns: z.array(z.string()),
        corrected: z.array(
          z.object({
            organisationId: organisationIdSchema,
            list: z.enum(["offers", "needs"]),
            id: z.string(),
            activities: z.array(z.string()),
          }),
        ),
      }),
    },
    refusals: ["import-refused", "siret-taken", "siret-invalid", "delegate-elsewhere"],
    async handle(call) {
      const { kind, validated } = call.query;
      const outcome = await takeInOrganisations(call, call.bytes, { kind, validated: validated === "1" });
      if (!outcome.ok) return outcome;
      const { organisations, withoutDelegates, ignoredColumns, corrected } = outcome.body;
      return done({
        organisations: [...organisations],
        withoutDelegates: [...withoutDelegates],
        ignoredColumns: [...ignoredColumns],
        corrected: corrected.map((one) => ({ ...one, activities: [...one.activities] })),
      });
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/organisations/export",
    action: "organisation.export",
    summary: "The organisations of a fair as CSV or XLSX, which the import reads back",
    query: z.object({ format }),
    answer: { type: csvContentType.split(";")[0] ?? "text/csv" },
    async handle({ fair, services, query, locale }) {
      const { directory, vault } = services.runtime;
      const participants = [...fair.state.participants.values()];
      const people = await vault.getPeople(participants.flatMap(({ delegates }) => delegates));
      const organisations = participants.flatMap(({ organisationId, delegates, meetingSlots }) => {
        const organisation = directory.state.organisations.get(organisationId);
        if (!organisation) return [];
        const { id, ...profile } = organisation;
        const known = delegates.flatMap((person) => people.get(person) ?? []);
        const attending = known.map(({ name, email }) => ({ name, email }));
        const length = meetingSlots === undefined ? {} : { meetingSlots };
        return [{ reference: id, profile, delegates: attending, ...length }];
      });
      const isXlsx = query.format === "xlsx";
      const file = isXlsx
        ? await organisationsToXlsx(organisations, locale)
        : organisationsToCsv(organisations, locale);
      return {
        ok: true,
        file,
        type: isXlsx ? xlsxContentType : csvContentType,
        name: `organisations.${query.format}`,
      };
    },
  }),
  route({
    method: "get",
    path: "/import-template",
    action: "fair.list",
    summary: "A file to fill in: the headings of the import and two examples",
    query: z.object({ format }),
    answer: { type: csvContentType.split(";")[0] ?? "text/csv" },
    async handle({ query, locale }) {
      const file = await organisationTemplate(locale, query.format);
      const type = query.format === "xlsx" ? xlsxContentType : csvContentType;
      return { ok: true, file, type, name: `coventis.${query.format}` };
    },
  }),
];
