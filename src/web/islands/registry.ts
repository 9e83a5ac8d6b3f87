/** The live parts by name; the browser finds here what to hydrate. */
export const islands = {};

export type IslandName = keyof typeof islands;
export type IslandProps<Name extends IslandName> = Parameters<(typeof islands)[Name]>[0];
