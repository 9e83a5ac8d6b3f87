export const directoryRejectionCodes = [
  "organisation-exists",
  "organisation-unknown",
  "siret-taken",
  "siret-invalid",
  "duplicate-offer",
  "person-unknown",
  "person-erased",
  "last-person",
  "last-organiser",
  "fair-listed",
] as const;
export type DirectoryRejectionCode = (typeof directoryRejectionCodes)[number];
export type DirectoryRejection = { readonly code: DirectoryRejectionCode; readonly field?: string };
