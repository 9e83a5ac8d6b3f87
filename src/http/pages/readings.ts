import type { Organisation } from "../../domain/directory/organisation.ts";
import { suggestActivities } from "../../matching/suggest.ts";
import type { ReadingView } from "../../web/components/readings.tsx";
import { clip } from "./organisation-details.ts";
import { activityLabel } from "./sectors.ts";
import type { FairVisit } from "./visit.ts";

/** What each offer and need is read to be about. */
export function readingsOf(here: FairVisit, organisation: Organisation): readonly ReadingView[] {
  const { learned } = here.services.runtime.directory.state;
  return (["offers", "needs"] as const).flatMap((list) =>
    organisation[list].map(({ id, text, activities = [] }) => ({
      list,
      id,
      text: clip(text, 160),
      declared: activities.map((activity) => activityLabel(activity, here.locale)),
      activities:
        activities.length > 0
          ? []
          : suggestActivities({ type: list === "offers" ? "offer" : "need", text }, learned).map(
              ({ activity, confidence }) => ({
                value: activity,
                label: activityLabel(activity, here.locale),
                confidence,
              }),
            ),
    })),
  );
}
