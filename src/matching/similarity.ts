/** A port for a sentence model: how alike two texts are, 0 to 1; null when it cannot tell. */
export type Similarity = { readonly compare: (asked: string, offered: string) => number | null };
