import type { WishLevel } from "../domain/fair/state.ts";
import type { FairId, OrganisationId, PersonId } from "../domain/ids.ts";
import type { CoventisServer } from "../http/server.ts";
import type { DemoClock } from "../runtime/clock.ts";
import type { FairStream } from "../runtime/runtime.ts";
import type { Random } from "./random.ts";

/** What everybody thinks of the best `read` of their recommendations: some must, some like, a few never. */
export async function wishAhead(
  { services }: CoventisServer,
  fairId: FairId,
  fair: FairStream,
  people: ReadonlyMap<OrganisationId, readonly PersonId[]>,
  clock: DemoClock,
  random: Random,
  read: number,
): Promise<void> {
  // The lists are made in a thread of their own, one after the other; wishes leave together, as one commit or few.
  const lists = await Promise.all(
    [...people.keys()].map(
      async (from) => [from, await services.recommendations.for(fairId, from, read)] as const,
    ),
  );
  const wishes = lists.flatMap(([from, recommended]) =>
    recommended.flatMap(({ organisation }, rank) => {
      const level = chooseLevel(rank, random.next());
      const [by] = people.get(from) ?? [];
      return level === null || by === undefined
        ? []
        : [{ from, to: organisation as OrganisationId, level, by }];
    }),
  );
  const at = clock.now();
  const outcomes = await Promise.all(
    wishes.map(({ by, ...wish }) => fair.submit({ type: "SetWish", ...wish }, { at, by, as: "delegate" })),
  );
  for (const outcome of outcomes)
    if (!outcome.ok) throw new Error(`the demo was refused a wish: ${outcome.rejection.code}`);
}

function chooseLevel(rank: number, luck: number): WishLevel | null {
  if (luck < 0.04) return "never";
  if (rank < 3 && luck < 0.6) return "must";
  return luck < 0.75 ? "like" : null;
}
