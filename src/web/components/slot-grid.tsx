import type { JSX } from "preact";
import { formatTime } from "../../i18n/format.ts";
import { useI18n } from "../i18n-context.ts";
import type { SlotTime } from "../view-types.ts";

/** free · short: free, but not for long enough · taken by others · busy: the reader is elsewhere · meeting: theirs, here · closed · past */
export type SlotState = "free" | "short" | "taken" | "busy" | "meeting" | "closed" | "past";

type SlotGridProps = {
  readonly label: string;
  readonly name: string;
  readonly type: "radio" | "checkbox";
  readonly slots: readonly (SlotTime & { readonly state: SlotState })[];
  readonly chosen: readonly number[];
  /** Slots that the chosen ones take with them. */
  readonly covered?: readonly number[];
  /** Slots that changed hands some seconds ago; they say so where they stand. */
  readonly flashed: ReadonlySet<number>;
  readonly onChoose?: (slot: number) => void;
};

/** Slots as native radio buttons (or boxes): arrows move, space chooses, and forms send without scripts. */
export function SlotGrid(props: SlotGridProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  if (props.slots.length === 0) return <p class="soft">{t.booking.noSlot}</p>;
  return (
    <fieldset class="slots" onKeyDown={moveByRow}>
      <legend class="hidden-visually">{props.label}</legend>
      {props.slots.map((slot) => {
        const mine = props.chosen.includes(slot.slot);
        const flashed = props.flashed.has(slot.slot);
        const look = mine || props.covered?.includes(slot.slot) ? "mine" : slot.state;
        return (
          <label key={slot.slot} class={`slot slot-${look}${flashed ? " slot-flashed" : ""}`}>
            <input
              class="slot-input"
              type={props.type}
              name={props.name}
              value={slot.slot}
              checked={mine}
              disabled={slot.state !== "free"}
              onChange={() => props.onChoose?.(slot.slot)}
            />
            <time dateTime={slot.startsAt}>{formatTime(slot.startsAt, i18n)}</time>
            <span class="slot-state">
              {flashed
                ? slot.state === "free"
                  ? t.booking.state.justFreed
                  : t.booking.state.justTaken
                : t.booking.state[look]}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

const legend = ["free", "mine", "taken", "busy", "meeting"] as const;

/** What each look of a slot means; stands beside every grid. */
export function SlotLegend(props: { readonly isLong?: boolean }): JSX.Element {
  const { t } = useI18n();
  const looks = props.isLong ? [...legend, "short" as const] : legend;
  return (
    <ul class="legend" aria-label={t.booking.legend}>
      {looks.map((look) => (
        <li key={look}>
          <span class={`legend-swatch slot-${look}`} aria-hidden="true" />
          {t.booking.state[look]}
        </li>
      ))}
    </ul>
  );
}

// Left and right are the browser's own; up and down go to the slot above or below on the screen.
function moveByRow(event: KeyboardEvent): void {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  if (!(event.target instanceof HTMLInputElement) || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const here = event.target.getBoundingClientRect();
  const down = event.key === "ArrowDown";
  const others = [...event.currentTarget.querySelectorAll<HTMLInputElement>("input:not(:disabled)")]
    .map((input) => ({ input, box: input.getBoundingClientRect() }))
    .filter(({ box }) => (down ? box.top > here.top + 4 : box.top < here.top - 4))
    .sort((a, b) => distance(a.box, here) - distance(b.box, here));
  const next = others[0]?.input;
  if (next === undefined) return;
  next.focus();
  if (next.type === "radio") next.click();
}

function distance(a: DOMRect, b: DOMRect): number {
  return Math.abs(a.top - b.top) * 10 + Math.abs(a.left - b.left);
}
