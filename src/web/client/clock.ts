import { formatDayMedium, formatTime } from "../../i18n/format.ts";
import { pageReader } from "./reader.ts";

/** The fair's present instant, from what the page said and what has passed since. */
export function fairNow(): string {
  const clock = document.querySelector<HTMLElement>("[data-clock]");
  if (clock === null) return new Date().toISOString();
  const start = Date.parse(clock.dataset["clock"] ?? "");
  const speed = Number(clock.dataset["speed"] ?? "1");
  return new Date(start + performance.now() * speed).toISOString();
}

/** Keeps the clock of the header at the fair's time. */
export function startClocks(): void {
  const clock = document.querySelector<HTMLTimeElement>("[data-clock]");
  if (clock === null) return;
  const reader = pageReader();
  const show = () => {
    const now = fairNow();
    const [date, time] = clock.children;
    const text = formatTime(now, reader);
    if (date === undefined || time === undefined || time.textContent === text) return;
    date.textContent = `${formatDayMedium(now, reader)} · `;
    time.textContent = text;
    clock.dateTime = now;
  };
  show();
  setInterval(show, 1_000);
}
