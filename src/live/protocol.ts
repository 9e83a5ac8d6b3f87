import { z } from "zod";
import { fairIdSchema, organisationIdSchema, roomIdSchema } from "../domain/ids.ts";

/**
 * The live protocol, whole. Transport: Socket.IO over WebSocket, at /socket.io.
 *
 * Sign-in: the session cookie, or `auth: {token}` with an API token of scope `read`; without either one is a visitor.
 * A token that is not ours ends the connection with `unauthenticated`.
 *
 * In:  `watch {topic, since?}` → `{version, snapshot}` | `{from, to, changes}` | `{error: {code, detail}}`
 *      `unwatch {topic}` → `{}` | `{error: {code, detail}}`
 * Out: `patch {topic, from, to, changes}` to whoever watches the topic, `topic` being as they wrote it
 *      `reconnect {withinMs}` this node goes away: connect again, to another one, after a random part of that time
 *
 * Topics, and what they need (see `domain/access.ts`); what they carry is in `views/topics.ts`:
 *   `fair:<fair>` public availability, anyone · `desk:<fair>` the board, organisers and stewards of the fair
 *   `organisation:<organisation>` its meetings and wishes, its delegates and the organiser
 *   `recommendations:<organisation>` whom it should meet, its delegates and the organiser
 *   `room:<room>` its door screen, organisers and stewards · `viewers:<organisation>` how many watch it, anyone
 * The last four are about one fair: the present or next one that knows the id, or `…@<fair>` for another.
 *
 * A client applies a patch whose `from` is its version, ignores one whose `to` is not beyond it, and otherwise
 * sends `watch` again with its version. `replica.ts` does it, `watch-topic.ts` does it over a socket.
 */
export const watchSchema = z.strictObject({
  topic: z.string().max(140),
  since: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
});
export const unwatchSchema = z.strictObject({ topic: z.string().max(140) });
export const authSchema = z.object({ token: z.string().min(1).max(200).optional() });

export const faultCodes = [
  "message-invalid",
  "message-unknown",
  "topic-unknown",
  "not-signed-in",
  "forbidden",
  "too-many-messages",
  "too-many-topics",
  "unavailable",
] as const;
export type FaultCode = (typeof faultCodes)[number];
export const faultSchema = z.strictObject({
  error: z.strictObject({ code: z.enum(faultCodes), detail: z.string() }),
});

const version = z.number().int().nonnegative();
export const snapshotSchema = z.strictObject({ version, snapshot: z.record(z.string(), z.unknown()) });
const patchShape = { from: version, to: version, changes: z.array(z.looseObject({})) };
export const catchUpSchema = z.strictObject(patchShape);
export const watchAnswerSchema = z.union([snapshotSchema, catchUpSchema, faultSchema]);
export const unwatchAnswerSchema = z.union([z.strictObject({}), faultSchema]);
export const patchSchema = z.strictObject({ topic: z.string(), ...patchShape });
export const reconnectSchema = z.strictObject({ withinMs: z.number().int().nonnegative() });

const fairTopic = z.object({ kind: z.enum(["fair", "desk"]), fairId: fairIdSchema });
const organisationTopic = z.object({
  kind: z.enum(["organisation", "recommendations", "viewers"]),
  organisationId: organisationIdSchema,
  fairId: fairIdSchema.optional(),
});
const roomTopic = z.object({
  kind: z.literal("room"),
  roomId: roomIdSchema,
  fairId: fairIdSchema.optional(),
});
const topicSchema = z.union([fairTopic, organisationTopic, roomTopic]);
/** A topic as a client names it. */
export type TopicName = z.infer<typeof topicSchema>;

export function parseTopic(text: string): TopicName | undefined {
  const [, kind, id, fairId] = /^([a-z]+):([^@]+)(?:@(.+))?$/.exec(text) ?? [];
  const named =
    kind === "fair" || kind === "desk"
      ? { kind, fairId: fairId === undefined ? id : undefined }
      : { kind, organisationId: id, roomId: id, ...(fairId === undefined ? {} : { fairId }) };
  const parsed = topicSchema.safeParse(named);
  return parsed.success ? parsed.data : undefined;
}

export function fault(code: FaultCode, detail: string): z.infer<typeof faultSchema> {
  return { error: { code, detail } };
}
