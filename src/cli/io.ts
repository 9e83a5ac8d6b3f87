/** Where a command writes: results on `out`, everything else on `err`. Neither adds a line end. */
export type CommandIo = { readonly out: (text: string) => void; readonly err: (text: string) => void };
