import { markOf } from "../../views/recommended.ts";
import type { RecommendationsChange, RecommendationsSnapshot } from "../live-topics.ts";
import { words } from "./hydrate.ts";
import { pageReader } from "./reader.ts";

/** Many phones show the same change. */
const spreadMs = 800;
const againMs = 5_000;
const saidMs = 6_000;

/** Keeps the recommendations shown those of this moment: the socket tells that they moved, the page has the words. */
export function watchRecommendations(): void {
  const shown = document.querySelector<HTMLElement>("[data-recommendations]");
  const { fair } = document.documentElement.dataset;
  const organisation = shown?.dataset["recommendations"];
  if (!shown || fair === undefined || organisation === undefined) return;
  let wanted = shown.dataset["mark"] ?? "";
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = ({ list }: RecommendationsSnapshot): void => {
    wanted = markOf(list);
    if (wanted !== shown.dataset["mark"]) plan(Math.random() * spreadMs);
  };
  const plan = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), ms);
  };
  const renew = async (): Promise<void> => {
    const fresh = await fetchShown();
    if (!fresh) return plan(againMs);
    const isOther = fresh.dataset["mark"] !== shown.dataset["mark"];
    shown.dataset["mark"] = fresh.dataset["mark"] ?? "";
    if (!isOther) return;
    replaceKeyed(shown, fresh);
    await say();
  };
  void import("./live.ts").then(
    ({ watch }) =>
      watch<RecommendationsSnapshot, RecommendationsChange>({
        topic: `recommendations:${organisation}@${fair}`,
        since: null,
        start: take,
        apply: (changes) => changes.forEach(take),
      }),
    // Without network the page stands as it was drawn.
    () => undefined,
  );
}

/** The same part of the same page, under the same filters, as the server draws it now. */
async function fetchShown(): Promise<HTMLElement | null> {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (answer?.ok !== true) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector<HTMLElement>("[data-recommendations]");
}

/** Cards that stay as they were stay in the page, with the focus and the finger that are on them. */
function replaceKeyed(shown: HTMLElement, fresh: HTMLElement): void {
  const [list, newList] = [shown.querySelector("ul"), fresh.querySelector("ul")];
  if (!list || !newList) return shown.replaceChildren(...fresh.childNodes);
  const focused = document.activeElement?.closest<HTMLElement>("[data-key]")?.dataset["key"];
  const known = new Map(cardsOf(list).map((card) => [card.dataset["key"], card]));
  const cards = cardsOf(newList).map((card) => {
    const same = known.get(card.dataset["key"]);
    if (same && (same.dataset["key"] === focused || same.innerHTML === card.innerHTML)) return same;
    card.classList.add("is-new");
    return card;
  });
  const kept = new Set(cards);
  for (const card of cardsOf(list)) if (!kept.has(card)) card.remove();
  // What is in place already is not touched: moving an element takes the focus from it.
  const focusedCard = cards.find((card) => card.dataset["key"] === focused && list.contains(card));
  const at = focusedCard ? cards.indexOf(focusedCard) : -1;
  if (focusedCard) {
    for (const card of cards.slice(0, at)) list.insertBefore(card, focusedCard);
    list.append(...cards.slice(at + 1));
  } else list.append(...cards);
}

function cardsOf(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(":scope > [data-key]")];
}

async function say(): Promise<void> {
  const t = await words(pageReader().locale);
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.append(t.space.moved);
  document.querySelector("#toasts")?.append(toast);
  setTimeout(() => toast.remove(), saidMs);
}
