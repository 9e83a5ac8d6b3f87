/**
 * One HTTP server for both engines: the same route, input, guard and answer; only what keeps a booking differs.
 * `PORT`, and `POSTGRES_URL` for an insert there, or `DATA_DIR` for our runtime on SQLite as it is built.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { meetingIdSchema, organisationIdSchema } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { newId } from "../../src/runtime/new-id.ts";
import { createRuntime } from "../../src/runtime/runtime.ts";
import { fairId } from "../support/seeded-fair.ts";
import { buyers } from "./bookings-work.ts";
import { type Booking, bookIn, createPool } from "./postgres.ts";

const { POSTGRES_URL: postgresUrl, DATA_DIR: dataDir = "" } = process.env;
const book = postgresUrl === undefined ? await openRuntime() : openPostgres(postgresUrl);
const body = z.object({
  mode: z.literal("book"),
  to: z.string().regex(/^org_[0-9a-z][0-9a-z-]{0,59}$/),
  slot: z.number().int().min(0).max(999),
});
const buyerOf = new Map(
  Array.from({ length: buyers }, (_, buyer) => [`Bearer token-for-tests-of-per_b${buyer}`, `org_b${buyer}`]),
);

const app = new Hono();
app.get("/readyz", (c) => c.json({ ready: true }));
app.post("/api/v1/fairs/:fairId/meetings", async (c) => {
  const buyer = buyerOf.get(c.req.header("authorization") ?? "");
  if (buyer === undefined) return c.json({ code: "not-signed-in" }, 401);
  const parsed = body.safeParse(await c.req.json());
  if (!parsed.success) return c.json({ code: "bad-input" }, 422);
  const { to: exhibitor, slot } = parsed.data;
  const id = newId("mtg", String);
  if (!(await book({ id, exhibitor, buyer, slot })))
    return c.json(
      { type: "about:blank", title: "Ce créneau est pris", status: 409, code: "slot-taken" },
      409,
    );
  const at = new Date().toISOString();
  const answer = {
    id,
    status: "scheduled",
    organisations: [buyer, exhibitor],
    slot,
    placeId: `plc_${exhibitor}`,
  };
  return c.json(
    { ...answer, origin: "booking", createdAt: at, changedAt: at, sequence: 0, locked: false },
    201,
  );
});
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });

function openPostgres(url: string): (booking: Booking) => Promise<boolean> {
  const pool = createPool(url);
  return (booking) => bookIn(pool, booking);
}

async function openRuntime(): Promise<(booking: Booking) => Promise<boolean>> {
  // The built store: from sources its journal would have no thread.
  const built = pathToFileURL(resolve(import.meta.dirname, "../../dist/vault/store.js")).href;
  const { openStore }: typeof import("../../src/vault/store.ts") = await import(built);
  const onFailure = (error: unknown): never => {
    throw error;
  };
  const store = await openStore({ dataDir });
  const fair = await (await createRuntime({ ...store, clock: systemClock, onFailure })).fair(fairId);
  if (!fair) throw new Error("no fair");
  return async ({ id, exhibitor, buyer, slot }) => {
    const command = {
      type: "BookMeeting",
      meetingId: meetingIdSchema.parse(id),
      from: organisationIdSchema.parse(buyer),
      to: organisationIdSchema.parse(exhibitor),
      slot,
    } as const;
    return (await fair.submit(command, { at: systemClock.now(), by: "system", as: "delegate" })).ok;
  };
}
