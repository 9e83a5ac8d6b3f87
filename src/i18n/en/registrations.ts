import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const registrations: Catalogue["registrations"] = {
  title: "Registrations",
  byStatus: "By state",
  tabs: { pending: "To validate", validated: "Validated", refused: "Refused", withdrawn: "Withdrawn" },
  nothing: {
    pending: "No registration waits for you",
    validated: "No validated registration",
    refused: "No refused registration",
    withdrawn: "No withdrawal",
  },
  nameOrCommune: "Name or town",
  nobodyOf: (text) => `Nothing in this list holds “${text}”`,
  content: (offers, needs, delegates) =>
    [
      plural("en", offers, { zero: "no offer", one: "# offer", other: "# offers" }),
      plural("en", needs, { zero: "no need", one: "# need", other: "# needs" }),
      plural("en", delegates, { zero: "nobody", one: "# person", other: "# people" }),
    ].join(" · "),
  meetingsOf: (minutes) => `Length of meetings: ${minutes} min`,
  lengthKept: (name) => `The length of the meetings of ${name} is kept.`,
  validate: "Validate",
  refuse: "Refuse…",
  refuseNow: "Refuse the registration",
  reason: "Reason, sent to the organisation",
  reasonHint: "Say what would make it acceptable.",
  refusedBecause: (reason) => `Reason given: ${reason}`,
  importTitle: "Import a spreadsheet",
  importText: "One line for each organisation, as CSV or XLSX. Every faulty line is shown to you.",
  allOrNothing: "All or nothing: one fault, and nothing is saved",
  file: "File",
  fileHint: "CSV (semicolon or comma) or XLSX, 10 MB at most.",
  validatedAtOnce: "Validate these registrations at once",
  template: (format) => `File to fill in (${format})`,
  importButton: "Import",
  imported: (count, file) =>
    plural("en", count, {
      one: `# organisation imported from ${file}.`,
      other: `# organisations imported from ${file}.`,
    }),
  notImported: (count, file) =>
    plural("en", count, {
      one: `Nothing was imported from ${file}: # fault.`,
      other: `Nothing was imported from ${file}: # faults.`,
    }),
  faults: "To correct in the file",
  line: "Line",
  column: "Column",
  fault: "Fault",
};
