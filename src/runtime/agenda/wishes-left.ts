import type { Candidate, UnplacedCandidate, UnplacedReason } from "../../domain/fair/agenda-draft.ts";
import { checkParties, isBanned, saidNever } from "../../domain/fair/checks.ts";
import { type FairState, pairKey, wishKey } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";

/** Wishes that no agenda could place whatever room it has, each with the one reason, in steps. O(wishes). */
export function* wishesLeft(
  state: FairState,
  candidates: readonly Pick<Candidate, "organisations">[],
): Generator<void, readonly UnplacedCandidate[], void> {
  const seen = new Set(candidates.map(({ organisations }) => pairKey(...organisations)));
  const left: UnplacedCandidate[] = [];
  for (const [from, wishes] of state.wishesOf.entries()) {
    yield;
    for (const [to, level] of wishes) {
      const key = pairKey(from, to);
      if (level === "never" || seen.has(key)) continue;
      const reason = reasonOf(state, from, to);
      if (!reason) continue;
      seen.add(key);
      const back = state.wishes.get(wishKey(to, from));
      const kind = back === "must" || back === "like" ? ("mutual" as const) : ("one-sided" as const);
      left.push({ organisations: [from, to], kind, value: 0, reason });
    }
  }
  return left;
}

/** Undefined where the two are to meet already. */
function reasonOf(state: FairState, from: OrganisationId, to: OrganisationId): UnplacedReason | undefined {
  for (const [side, other] of [
    [to, from],
    [from, to],
  ] as const)
    if (saidNever(state, side, other)) return { code: "never", organisation: side };
  if (isBanned(state, from, to)) return { code: "banned" };
  const [refused, turned] = [checkParties(state, from, to), checkParties(state, to, from)];
  if (refused && turned) {
    const isValidated = (id: OrganisationId): boolean => state.participants.get(id)?.status === "validated";
    const absent = [to, from].find((id) => !isValidated(id));
    return absent === undefined ? { code: "may-not-meet" } : { code: "not-validated", organisation: absent };
  }
  const open = state.openPair.get(pairKey(from, to));
  const status = open === undefined ? undefined : state.meetings.get(open)?.status;
  if (status === "requested") return { code: "waiting" };
  if (status === "scheduled") return undefined;
  for (const [asker, asked] of [
    [from, to],
    [to, from],
  ] as const)
    if (state.declined.has(wishKey(asker, asked))) return { code: "declined", organisation: asked };
  const met = (state.meetingsOf.get(from) ?? []).some((id) => {
    const meeting = state.meetings.get(id);
    return meeting?.organisations.includes(to) && (meeting.status === "held" || meeting.status === "missed");
  });
  return met ? { code: "met" } : { code: "one-sided" };
}
