/** The peer: the same route on the same HTTP server, a booking being one insert in PostgreSQL. `POSTGRES_URL`, `PORT`. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { newId } from "../../src/runtime/new-id.ts";
import { buyers } from "./bookings-work.ts";
import { bookIn, createPool } from "./postgres.ts";

const pool = createPool(process.env.POSTGRES_URL ?? "");
const port = Number(process.env.PORT);
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
  if (!(await bookIn(pool, { id, exhibitor, buyer, slot })))
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
serve({ fetch: app.fetch, port, hostname: "127.0.0.1" });
