import type { JSX } from "preact";
import { Board } from "./board.tsx";
import { Booking } from "./booking.tsx";
import { Computation } from "./computation.tsx";
import { Door } from "./door.tsx";
import { Scan } from "./scan.tsx";

/** The live parts by name; the browser finds here what to hydrate. */
export const islands = { Board, Booking, Computation, Door, Scan };

export type IslandName = keyof typeof islands;
export type IslandProps<Name extends IslandName> = Parameters<(typeof islands)[Name]>[0];

/** A live part whatever its props: its name and props were paired where it was written. */
export function islandNamed(name: string): ((props: object) => JSX.Element) | null {
  return Object.hasOwn(islands, name)
    ? (islands[name as IslandName] as (props: object) => JSX.Element)
    : null;
}
