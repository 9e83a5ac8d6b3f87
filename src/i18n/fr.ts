import { common } from "./fr/common.ts";
import { typeset } from "./typeset.ts";

/** The French catalogue: the source, whose shape every other language has. */
export const fr = typeset({ common });

export type Catalogue = typeof fr;
