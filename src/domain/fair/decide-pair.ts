import { accept, reject } from "../decision.ts";
import { refuse } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import { type FairState, pairKey } from "./state.ts";

/** C1, C2, C4, C5: the organiser pins, bans or releases a pair; a ban closes the request that waits between them. */
export function decidePair(
  state: FairState,
  command: CommandOf<"PinPair" | "BanPair" | "ReleasePair">,
): FairDecision {
  if (!state.header.get()) return reject(refuse("fair-unknown"));
  const { organisations } = command;
  const [a, b] = organisations;
  const decided = state.pairs.get(pairKey(a, b));
  if (command.type === "ReleasePair")
    return decided ? accept({ type: "PairReleased", v: 1, organisations }) : accept();
  if (a === b) return reject(refuse("same-organisation", "organisations"));
  const isUnknown = organisations.some((id) => {
    const participant = state.participants.get(id);
    return !participant || participant.status === "withdrawn";
  });
  if (isUnknown) return reject(refuse("participant-unknown", "organisations"));
  const { reason } = command;
  const kind = command.type === "PinPair" ? "pin" : "ban";
  const despite = command.type === "PinPair" ? (command.despite ?? []) : [];
  const isSame = decided?.kind === kind && decided.reason === reason;
  if (isSame && (decided.despite ?? []).join() === despite.join()) return accept();
  if (kind === "pin")
    return accept({
      type: "PairPinned",
      v: 1,
      organisations,
      reason,
      ...(despite.length > 0 ? { despite } : {}),
    });
  const openId = state.openPair.get(pairKey(a, b));
  const open = openId === undefined ? undefined : state.meetings.get(openId);
  if (open && open.status !== "requested")
    return reject({ ...refuse("already-meeting", "organisations"), meetings: [open.id] });
  return accept(...(open ? [{ type: "MeetingExpired" as const, v: 1 as const, meetingId: open.id }] : []), {
    type: "PairBanned",
    v: 1,
    organisations,
    reason,
  });
}
