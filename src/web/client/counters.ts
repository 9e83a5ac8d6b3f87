import { formatTime } from "../../i18n/format.ts";
import type { OrganisationChange, OrganisationOffer, OrganisationSnapshot } from "../live-topics.ts";
import { paths } from "../paths.ts";
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
        start: (snapshot) => {
          showPending(snapshot.counters.inbox);
          // The page lists what was open when it was drawn.
          if (document.querySelector("#offers") === null)
            for (const offer of snapshot.offers) void sayOffered(offer, fair);
        },
        apply: (changes) => {
          for (const change of changes) {
            if (change.type === "offer") void sayOffered(change.offer, fair);
            else if (change.type === "offer-gone") void sayAnswered(change.id);
            else if (change.type === "counters") showPending(change.counters.inbox);
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

/** Tells of a slot that waits for a yes, on whatever page the reader is; once for each. */
async function sayOffered({ id, expiresAt, yes }: OrganisationOffer, fair: string): Promise<void> {
  if (yes || document.querySelector(`[data-offer="${id}"]`) !== null) return;
  const reader = pageReader();
  const t = await words(reader.locale);
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.dataset["offer"] = id;
  const link = document.createElement("a");
  link.className = "button button-main";
  link.href = `${paths.agenda(fair)}#offers`;
  link.textContent = t.agenda.offers.see;
  // The page may be the one already: it is asked for again, with the offer in it.
  link.addEventListener("click", () => {
    if (location.pathname === paths.agenda(fair)) setTimeout(() => location.reload());
  });
  toast.append(t.agenda.offers.arrived(formatTime(expiresAt, reader)), link);
  document.querySelector("#toasts")?.append(toast);
}

/** What is answered, taken or over needs no word any more. */
async function sayAnswered(id: string): Promise<void> {
  document.querySelector(`[data-offer="${id}"]`)?.remove();
  if (document.querySelector("#offers") !== null) await sayStale();
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
