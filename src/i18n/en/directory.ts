import type { Catalogue } from "../fr.ts";

export const directory: Catalogue["directory"] = {
  title: "Exhibitors and buyers",
  query: "What do you look for?",
  queryHint: "A product, a service, a name: “organic vegetables”, “textile recycling”.",
  filters: "Refine",
  kind: "Present as",
  sector: "Sector",
  allSectors: "All sectors",
  allFamilies: "All forms",
  inclusion: "Work integration or disability",
  indifferent: "Indifferent",
  department: "Department",
  onlyFree: "With a free slot",
  nothing: "No organisation matches",
  nothingHint: "Try a wider word, or clear a filter.",
};
