import type { JSX } from "preact";
import { formatTime } from "../../i18n/format.ts";
import { type I18n, useI18n } from "../i18n-context.ts";
import type { BoardPlace, BoardRoom, PlaceState } from "../live-topics.ts";
import { paths } from "../paths.ts";
import { Gauge } from "./gauge.tsx";

/** A room: how full it is, and each of its places with who sits there. */
export function RoomCard({ fair, room }: { readonly fair: string; readonly room: BoardRoom }): JSX.Element {
  const { t } = useI18n();
  const part = room.capacity === 0 ? 0 : room.present / room.capacity;
  const words = part >= 1 ? t.board.full : part >= 0.9 ? t.board.nearlyFull : null;
  return (
    <section class="card stack-small room" aria-labelledby={`room-${room.id}`}>
      <div class="row-between">
        <h2 id={`room-${room.id}`}>
          <a href={paths.door(fair, room.id)}>{room.name}</a>
        </h2>
        <p class="room-count figures">
          {`${room.present} / ${room.capacity}`}
          {words !== null && ` · ${words}`}
        </p>
      </div>
      <Gauge
        value={room.present}
        max={room.capacity}
        tone={part >= 1 ? "terra" : part >= 0.9 ? "saffron" : "leaf"}
        label={t.board.gauge(room.name)}
      />
      {room.places.length > 0 && (
        <ul class="plain seats">
          {room.places.map((place) => (
            <Seat key={place.id} place={place} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The sign that stands beside the colour of a place. */
export function seatMark(state: PlaceState, { t }: I18n): string {
  if (state === "late") return t.board.lateMark;
  if (state === "overrun") return "!";
  return state === "waiting" ? "…" : "";
}

function Seat({ place }: { place: BoardPlace }): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const mark = seatMark(place.state, i18n);
  return (
    <li>
      <details class="seat-details">
        <summary class={`seat seat-${place.state} figures`}>
          <span aria-hidden="true">{`${shortName(place.name)}${mark === "" ? "" : ` ${mark}`}`}</span>
          <span class="hidden-visually">{`${place.name}, ${t.board.state[place.state]}`}</span>
        </summary>
        <div class="seat-more card">
          <p class="strong">{place.name}</p>
          <p>{t.board.state[place.state]}</p>
          {place.organisations.map((name) => (
            <p key={name}>{name}</p>
          ))}
          {place.startsAt !== null && place.endsAt !== null && (
            <p class="soft figures">{`${formatTime(place.startsAt, i18n)}–${formatTime(place.endsAt, i18n)}`}</p>
          )}
          <p class="soft">
            {place.nextAt === null ? t.board.freeAfter : t.board.nextAt(formatTime(place.nextAt, i18n))}
          </p>
        </div>
      </details>
    </li>
  );
}

// « Table 12 » is 12 on a tile; a stand keeps its own short name.
function shortName(name: string): string {
  return name.replace(/^(table|stand)\s+/i, "");
}
