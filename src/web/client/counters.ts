import type { OrganisationChange, OrganisationSnapshot } from "../live-topics.ts";
import { words } from "./hydrate.ts";
import { pageReader } from "./reader.ts";

/** Pages that speak of meetings, which a change makes stale. */
const stale = /\/me(\/(requests|agenda))?$/;

/** Keeps the number of waiting requests in the header, and says when the page shown is no longer true. */
export function startCounters(): void {
  const { organisation, fair } = document.documentElement.dataset;
  if (organisation === undefined || fair === undefined) return;
  void import("./live.ts").then(
    ({ watch }) =>
      watch<OrganisationSnapshot, OrganisationChange>({
        topic: `organisation:${organisation}@${fair}`,
        since: null,
        start: (snapshot) => showPending(snapshot.counters.inbox),
        apply: (changes) => {
          for (const change of changes) {
            if (change.type === "counters") showPending(change.counters.inbox);
            else if (change.type !== "wish") void sayStale();
          }
        },
      }),
    // Without network the number of the page stands.
    () => undefined,
  );
}

function showPending(count: number): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-pending-requests]")) {
    element.textContent = String(count);
    element.hidden = count === 0;
  }
}

let isSaid = false;

/** Offers to reload a page whose content is no longer what the server would draw; once. */
export async function sayStale(): Promise<void> {
  if (!stale.test(location.pathname) || isSaid) return;
  isSaid = true;
  const t = await words(pageReader().locale);
  const toast = document.createElement("div");
  toast.className = "toast";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = t.common.live.reload;
  button.addEventListener("click", () => location.reload());
  toast.append(t.common.live.changed, button);
  document.querySelector("#toasts")?.append(toast);
}
