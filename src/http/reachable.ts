import { mayAsk, saidNever } from "../domain/fair/checks.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { OrganisationId } from "../domain/ids.ts";

/** Somebody validated whom the fair lets them meet, and whom they have not turned down. */
export function isReachable(state: FairState, from: OrganisationId, to: OrganisationId): boolean {
  const [one, other] = [state.participants.get(from), state.participants.get(to)];
  return (
    one !== undefined &&
    other?.status === "validated" &&
    !saidNever(state, from, to) &&
    (mayAsk(state, one, other) || mayAsk(state, other, one))
  );
}
