import { z } from "zod";
import { placeKinds } from "../../domain/fair/events.ts";
import type { FairState } from "../../domain/fair/state.ts";
import { organisationIdSchema, placeIdSchema, roomIdSchema } from "../../domain/ids.ts";
import { done, reply, route } from "../route.ts";

const roomShape = {
  name: z.string().trim().min(1).max(120),
  capacity: z.number().int().min(1).max(100_000),
  accessible: z.boolean().default(true),
};
const placeShape = {
  roomId: roomIdSchema,
  name: z.string().trim().min(1).max(60),
  kind: z.enum(placeKinds),
  accessible: z.boolean().default(true),
  organisationId: organisationIdSchema.optional(),
};
const roomSchema = z
  .object({ id: roomIdSchema, ...roomShape, present: z.number().int() })
  .meta({ id: "Room" });
const placeSchema = z.object({ id: placeIdSchema, ...placeShape }).meta({ id: "Place" });
const roomsAnswer = z.object({ rooms: z.array(roomSchema) });
const placesAnswer = z.object({ places: z.array(placeSchema) });

export const roomRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/rooms",
    action: "fair.read",
    summary: "The rooms of a fair and their capacity in people",
    answer: { schema: roomsAnswer },
    handle: ({ fair }) => done(toRooms(fair.state)),
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/rooms",
    action: "fair.prepare",
    summary: "Add a room",
    body: z.object(roomShape),
    answer: { status: 201, schema: z.object({ roomId: roomIdSchema }) },
    async handle(call) {
      const roomId = call.newId("room", roomIdSchema);
      return reply(await call.submitFair({ type: "SetRoom", roomId, ...call.body }), () => ({ roomId }));
    },
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/rooms/:roomId",
    action: "fair.prepare",
    summary: "Change a room",
    body: z.object(roomShape),
    answer: { schema: roomsAnswer },
    async handle(call) {
      const outcome = await call.submitFair({ type: "SetRoom", roomId: call.params.roomId, ...call.body });
      return reply(outcome, () => toRooms(call.fair.state));
    },
  }),
  route({
    method: "delete",
    path: "/fairs/:fairId/rooms/:roomId",
    action: "fair.prepare",
    summary: "Remove an empty room",
    answer: { status: 204 },
    refusals: ["room-unknown", "room-in-use"],
    async handle(call) {
      return reply(
        await call.submitFair({ type: "RemoveRoom", roomId: call.params.roomId }),
        () => undefined,
      );
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/places",
    action: "fair.read",
    summary: "Tables and stands",
    query: z.object({ room: roomIdSchema.optional() }),
    answer: { schema: placesAnswer },
    handle({ fair, query }) {
      const { places } = toPlaces(fair.state);
      return done({
        places: places.filter(({ roomId }) => query.room === undefined || roomId === query.room),
      });
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/places",
    action: "fair.prepare",
    summary: "Add tables and stands, all or none",
    body: z.object({ places: z.array(z.object(placeShape)).min(1).max(2000) }),
    answer: { status: 201, schema: z.object({ placeIds: z.array(placeIdSchema) }) },
    refusals: ["room-unknown", "participant-unknown", "stand-taken"],
    async handle(call) {
      const places = call.body.places.map((place) => ({
        placeId: call.newId("plc", placeIdSchema),
        ...place,
      }));
      const outcome = await call.submitFair({ type: "SetPlaces", places });
      return reply(outcome, () => ({ placeIds: places.map(({ placeId }) => placeId) }));
    },
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/places/:placeId",
    action: "fair.prepare",
    summary: "Change a table or stand",
    body: z.object(placeShape),
    answer: { schema: placesAnswer },
    refusals: ["room-unknown", "participant-unknown", "stand-taken"],
    async handle(call) {
      const outcome = await call.submitFair({ type: "SetPlace", placeId: call.params.placeId, ...call.body });
      return reply(outcome, () => toPlaces(call.fair.state));
    },
  }),
  route({
    method: "delete",
    path: "/fairs/:fairId/places/:placeId",
    action: "fair.prepare",
    summary: "Remove a place at which nothing is planned",
    answer: { status: 204 },
    refusals: ["place-unknown", "place-in-use"],
    async handle(call) {
      return reply(
        await call.submitFair({ type: "RemovePlace", placeId: call.params.placeId }),
        () => undefined,
      );
    },
  }),
];

function toRooms(state: FairState): z.input<typeof roomsAnswer> {
  return {
    rooms: [...state.rooms.values()].map((room) => ({ ...room, present: state.presentIn.get(room.id) ?? 0 })),
  };
}

function toPlaces(state: FairState): z.input<typeof placesAnswer> {
  return { places: [...state.places.values()].map((place) => ({ ...place })) };
}
