import { z } from "zod";
import { instantSchema } from "../domain/ids.ts";
import type { BoardState } from "../views/topics.ts";

const placeStates = ["in-use", "waiting", "late", "overrun", "booked", "free", "closed"] as const;

/** The board of the rooms as the API tells it. */
export const boardSchema = z
  .object({
    at: z.string(),
    figures: z.object({
      placesInUse: z.number(),
      places: z.number(),
      present: z.number(),
      late: z.number(),
      absent: z.number(),
      held: z.number(),
      due: z.number(),
    }),
    rooms: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        present: z.number(),
        capacity: z.number(),
        places: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            state: z.enum(placeStates),
            meeting: z.string().nullable(),
            organisations: z.array(z.string()),
            startsAt: z.string().nullable(),
            endsAt: z.string().nullable(),
            nextAt: z.string().nullable(),
          }),
        ),
      }),
    ),
    tasks: z.array(
      z.looseObject({ id: z.string(), type: z.enum(["absent", "overrun", "room-full", "repair", "hole"]) }),
    ),
    disruptions: z.array(
      z.object({
        id: z.string(),
        what: z.enum(["room", "place", "person"]),
        name: z.string(),
        from: z.string(),
        until: z.string(),
      }),
    ),
    timeline: z.array(z.object({ at: z.string(), present: z.number(), inUse: z.number() })),
    opensAt: z.string(),
    closesAt: z.string(),
  })
  .meta({ id: "Board" });

export function toBoard(board: BoardState): z.input<typeof boardSchema> {
  return {
    ...board,
    rooms: board.rooms.map((room) => ({
      ...room,
      places: room.places.map((place) => ({ ...place, organisations: [...place.organisations] })),
    })),
    tasks: board.tasks.map((task) => ({ ...task })),
    disruptions: [...board.disruptions],
    timeline: [...board.timeline],
  };
}

/** An instant of a query: with or without milliseconds. */
export const queryInstantSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => instantSchema.parse(new Date(text).toISOString()));
