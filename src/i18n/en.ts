import { common } from "./en/common.ts";
import type { Catalogue } from "./fr.ts";

export const en: Catalogue = { common };
