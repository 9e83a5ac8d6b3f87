import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { formatTime } from "../../i18n/format.ts";
import { rejectionText } from "../../i18n/rejections.ts";
import { actions } from "../actions.ts";
import { send } from "../client/send.ts";
import { useI18n } from "../i18n-context.ts";
import { type FoundPerson, usePeople } from "../islands/people-search.ts";
import type { BoardDisruption, BoardState } from "../live-topics.ts";
import { Decision } from "./board-decision.tsx";
import { CsrfField } from "./form.tsx";

const kinds = ["place", "room", "person"] as const;
type Kind = (typeof kinds)[number];

/** Where an organiser says what does not serve, from one minute to another. */
export function DeclareDisruption(props: {
  readonly fair: string;
  readonly state: BoardState;
  readonly onSaid: (text: string) => void;
}): JSX.Element {
  const { repair } = useI18n().t.board;
  return (
    <details class="declare">
      <summary class="button">{repair.declare}</summary>
      <div class="card stack-small">
        <p class="soft small">{repair.declareHint}</p>
        <Declare {...props} />
      </div>
    </details>
  );
}

/** What does not serve for now, each with the word that it serves again. */
export function ActiveDisruptions(props: {
  readonly fair: string;
  readonly disruptions: readonly BoardDisruption[];
  readonly onSaid: (text: string) => void;
}): JSX.Element | null {
  const { repair } = useI18n().t.board;
  if (props.disruptions.length === 0) return null;
  return (
    <section class="card stack-small" aria-labelledby="disruptions-title">
      <h3 id="disruptions-title">{repair.active}</h3>
      <ul class="plain stack-small">
        {props.disruptions.map((one) => (
          <Active key={one.id} fair={props.fair} disruption={one} onSaid={props.onSaid} />
        ))}
      </ul>
    </section>
  );
}

function Active({
  fair,
  disruption,
  onSaid,
}: {
  fair: string;
  disruption: BoardDisruption;
  onSaid: (text: string) => void;
}): JSX.Element {
  const i18n = useI18n();
  const { repair } = i18n.t.board;
  const { id, name, from, until } = disruption;
  return (
    <li class="row-between">
      <span>
        {name}{" "}
        <span class="soft figures small">
          {repair.lasts(formatTime(from, i18n), formatTime(until, i18n))}
        </span>
      </span>
      <Decision
        task={id}
        quiet
        action={actions.endDisruption(fair, id)}
        fields={{}}
        label={repair.over}
        about={repair.end(name)}
        done={i18n.t.outcomes.done.settled}
        onDone={() => {}}
        onSaid={onSaid}
      />
    </li>
  );
}

function Declare(props: { fair: string; state: BoardState; onSaid: (text: string) => void }): JSX.Element {
  const { fair, state } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const { repair } = t.board;
  const [kind, setKind] = useState<Kind>("place");
  const [person, setPerson] = useState<FoundPerson | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const declare = async (event: SubmitEvent) => {
    event.preventDefault();
    if (sending) return;
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const fields = Object.fromEntries(
      [...data.entries()].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
    setSending(true);
    const sent = await send(actions.disrupt(fair), fields);
    setSending(false);
    setFault(sent.ok ? null : (sent.problem.detail ?? rejectionText(sent.problem.code, t)));
    if (!sent.ok) return;
    props.onSaid(t.outcomes.done.declared);
    const declared = form.closest("details");
    declared?.removeAttribute("open");
    declared?.querySelector("summary")?.focus();
  };
  return (
    <form method="post" action={actions.disrupt(fair)} onSubmit={declare} class="stack-small">
      <CsrfField />
      <div class="field needs-scripts">
        <label class="label" for="disrupt-kind">
          {repair.kind}
        </label>
        <select
          class="select"
          id="disrupt-kind"
          name="kind"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Kind)}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {repair.kinds[one]}
            </option>
          ))}
        </select>
      </div>
      {kind === "person" ? (
        <PersonChoice fair={fair} person={person} choose={setPerson} />
      ) : (
        <div class="field">
          <label class="label" for="disrupt-which">
            {repair.which[kind]}
          </label>
          <select class="select" id="disrupt-which" name={kind} key={kind}>
            {kind === "room"
              ? state.rooms.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))
              : state.rooms.map((room) => (
                  <optgroup key={room.id} label={room.name}>
                    {room.places.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                    <option value={room.id}>{repair.wholeRoom(room.name)}</option>
                  </optgroup>
                ))}
          </select>
        </div>
      )}
      <div class="fields-2">
        <Time name="from" label={repair.from} value={formatTime(state.at, i18n)} />
        <Time name="until" label={repair.till} value={formatTime(state.closesAt, i18n)} />
      </div>
      <div>
        <button
          type="submit"
          class="button button-main"
          aria-disabled={sending}
          disabled={kind === "person" && !person}
        >
          {repair.declareIt}
        </button>
      </div>
      {fault !== null && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}

function Time(props: { name: string; label: string; value: string }): JSX.Element {
  // What is typed stays, though the board and its clock go on.
  const [value] = useState(props.value);
  return (
    <div class="field">
      <label class="label" for={`disrupt-${props.name}`}>
        {props.label}
      </label>
      <input
        class="input"
        id={`disrupt-${props.name}`}
        type="time"
        name={props.name}
        defaultValue={value}
        required
      />
    </div>
  );
}

function PersonChoice(props: {
  fair: string;
  person: FoundPerson | null;
  choose: (person: FoundPerson | null) => void;
}): JSX.Element {
  const { board, scan } = useI18n().t;
  const { repair } = board;
  const people = usePeople(props.fair);
  const { person } = props;
  const input = useRef<HTMLInputElement>(null);
  // The names go away once one is chosen: the focus goes back to where they were looked for.
  const choose = (one: FoundPerson) => {
    props.choose(one);
    input.current?.focus();
  };
  const isNobody = people.settled && people.query.trim().length > 1 && people.found.length === 0;
  return (
    <div class="field">
      <label class="label" for="disrupt-person">
        {repair.search}
      </label>
      <input
        class="input"
        id="disrupt-person"
        ref={input}
        type="search"
        autocomplete="off"
        onInput={(event) => {
          props.choose(null);
          people.search(event.currentTarget.value);
        }}
      />
      {person !== null && (
        <p class="strong" role="status">
          {repair.chosen(person.name)}
          <input type="hidden" name="person" value={person.badge} />
        </p>
      )}
      {person === null && isNobody && (
        <p class="soft" role="status">
          {people.failed ? board.searchOffline : scan.nobodyFound}
        </p>
      )}
      {person === null && people.found.length > 0 && (
        <ul class="plain stack-small">
          {people.found.map((one) => (
            <li key={one.badge}>
              <button type="button" class="button button-quiet button-line" onClick={() => choose(one)}>
                {`${one.name} · ${one.organisation}`}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
