import { z } from "zod";
import type { Profile } from "../domain/directory/organisation.ts";
import type { Fault } from "./faults.ts";

/** A person who attends for an organisation, as exchanged in files; personal data, never for the journal. */
export const exchangedDelegateSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^[^\p{Cc}<>]+$/u),
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
});
export type ExchangedDelegate = z.infer<typeof exchangedDelegateSchema>;

/** An organisation in a file: `partners` of its profile are references of other rows of the same file. */
export type ExchangedOrganisation = {
  readonly reference: string | null;
  readonly profile: Profile;
  readonly delegates: readonly ExchangedDelegate[];
  /** Slots in a row that it needs for a meeting of the fair; as it was, or one, where absent. */
  readonly meetingSlots?: number;
};

/** One that was read, with the line that it begins on. */
export type ImportedOrganisation = ExchangedOrganisation & { readonly line: number };

/** All or nothing: every organisation of the file, or every fault of it. */
export type ImportOutcome =
  | {
      readonly ok: true;
      readonly organisations: readonly ImportedOrganisation[];
      /** Headings that mean nothing to us; their cells were not read. */
      readonly ignoredColumns: readonly string[];
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };
