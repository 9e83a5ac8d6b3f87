import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatTime } from "../../i18n/format.ts";
import { Tag } from "../components/card.tsx";
import { Gauge } from "../components/gauge.tsx";
import { LiveDot } from "../components/live-dot.tsx";
import { useI18n } from "../i18n-context.ts";
import type { RoomChange, RoomSnapshot } from "../live-topics.ts";
import { useTopic } from "./follow.ts";

export type DoorProps = {
  readonly room: { readonly id: string; readonly name: string; readonly accessible: boolean };
  readonly present: number;
  readonly capacity: number;
  readonly version: number;
  /** The meetings of this room, soonest first; the page is read anew at each slot. */
  readonly next: readonly {
    readonly startsAt: string;
    readonly place: string;
    readonly organisations: readonly string[];
  }[];
};

/** How full a room is, in letters that read from afar, and who is expected. */
export function Door(props: DoorProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const [people, setPeople] = useState<Pick<RoomSnapshot, "present" | "capacity">>(props);
  const [status, setStatus] = useState<"connecting" | "on" | "off">("connecting");
  useTopic<RoomSnapshot, RoomChange>({
    topic: `room:${props.room.id}`,
    since: props.version,
    start: setPeople,
    apply: (changes) => {
      const last = changes.at(-1);
      if (last !== undefined) setPeople(last);
    },
    status: setStatus,
  });
  const part = people.capacity === 0 ? 0 : people.present / people.capacity;
  const words = part >= 1 ? t.scan.doorFull : part >= 0.9 ? t.scan.doorNearlyFull : t.scan.doorOpen;
  return (
    <div class={`door stack-large door-${part >= 1 ? "full" : part >= 0.9 ? "nearly" : "open"}`}>
      <div class="row-between">
        <h1>{props.room.name}</h1>
        {props.room.accessible && <Tag tone="sky">{t.prepare.accessible}</Tag>}
        <LiveDot status={status} />
      </div>
      <div class="door-people">
        <p class="door-number figures">
          {people.present} <span class="soft">/ {people.capacity}</span>
        </p>
        <p class="door-words" role="status">
          {words}
        </p>
      </div>
      <Gauge
        value={people.present}
        max={people.capacity}
        tone={part >= 1 ? "terra" : part >= 0.9 ? "saffron" : "leaf"}
        label={t.board.gauge(props.room.name)}
      />
      <section class="stack" aria-labelledby="door-next">
        <h2 id="door-next">{t.scan.expected}</h2>
        {props.next.length === 0 && <p class="soft">{t.scan.nobodyExpected}</p>}
        <ul class="plain stack-small">
          {props.next.map((meeting) => (
            <li key={`${meeting.place}-${meeting.startsAt}`} class="card door-line">
              <time class="strong figures" dateTime={meeting.startsAt}>
                {formatTime(meeting.startsAt, i18n)}
              </time>
              <span class="strong">{meeting.place}</span>
              <span>{meeting.organisations.join(" · ")}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
