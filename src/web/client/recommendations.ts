import { sayStale } from "./counters.ts";

const everyMs = 30_000;

/** Asks now and then whether the recommendations shown are still the best ones; a change of profile may move them. */
export function watchRecommendations(): void {
  const list = document.querySelector<HTMLElement>("[data-recommendations]");
  const { recommendations: url, mark } = list?.dataset ?? {};
  if (url === undefined || mark === undefined) return;
  const check = async (): Promise<void> => {
    if (document.visibilityState !== "visible") return;
    const answer = await fetch(url, { headers: { accept: "application/json" } }).catch(() => null);
    const body: unknown = answer?.ok === true ? await answer.json() : null;
    if (typeof body === "object" && body !== null && "mark" in body && body.mark !== mark) await sayStale();
  };
  // Many phones open this page at the same moment.
  setTimeout(() => setInterval(() => void check(), everyMs), Math.random() * everyMs);
  document.addEventListener("visibilitychange", () => void check());
}
