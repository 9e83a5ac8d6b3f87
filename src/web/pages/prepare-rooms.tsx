import type { JSX } from "preact";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { Section, Tag } from "../components/card.tsx";
import { Check, Field, Select } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { useI18n } from "../i18n-context.ts";
import type { Faults } from "../view-types.ts";
import type { PrepareProps } from "./prepare.tsx";

/** Rooms with their places. */
export function Rooms({ fair, rooms, withoutStand, faults }: PrepareProps): JSX.Element {
  const { t } = useI18n();
  const { prepare } = t;
  return (
    <Section id="rooms" title={prepare.rooms}>
      <div class="columns-even">
        {rooms.map((room) => (
          <article key={room.id} class="card stack">
            <div class="row-between">
              <h3>{room.name}</h3>
              <span class="figures soft">{t.common.people(room.capacity)}</span>
            </div>
            {room.accessible && <Tag tone="sky">{prepare.accessible}</Tag>}
            {room.places.length > 0 && (
              <details class="disclosure">
                <summary>{prepare.places(room.places.length)}</summary>
                <ul class="plain disclosure-body">
                  {room.places.map((place) => (
                    <li key={place.id} class="row-between">
                      <span>
                        {place.name}
                        <span class="soft">
                          {place.organisation === null
                            ? ` · ${t.terms.placeKind[place.kind]}`
                            : ` · ${place.organisation.name}`}
                          {room.accessible && !place.accessible && ` · ${t.comfort.notAccessible}`}
                        </span>
                      </span>
                      <Form action={actions.removePlace(fair.id, place.id)} class="">
                        <button type="submit" class="button button-quiet">
                          {t.common.remove} <span class="hidden-visually">{place.name}</span>
                        </button>
                      </Form>
                    </li>
                  ))}
                </ul>
              </details>
            )}
            <details class="disclosure">
              <summary>{prepare.addPlaces}</summary>
              <div class="disclosure-body">
                <Form action={actions.places(fair.id)}>
                  <Hidden values={{ room: room.id, kind: "table", asks: "accessible" }} />
                  <div class="fields-3">
                    <Field
                      name="prefix"
                      id={`${room.id}-prefix`}
                      label={prepare.prefix}
                      value={prepare.prefixDefault}
                    />
                    <Field
                      name="from"
                      id={`${room.id}-from`}
                      type="number"
                      label={prepare.fromNumber}
                      value={1}
                      min={1}
                    />
                    <Field
                      name="count"
                      id={`${room.id}-count`}
                      type="number"
                      label={prepare.count}
                      value={6}
                      min={1}
                      max={200}
                    />
                  </div>
                  <Check
                    name="accessible"
                    id={`${room.id}-tables-accessible`}
                    label={prepare.accessible}
                    checked={room.accessible}
                  />
                  <div>
                    <Button icon="plus">{prepare.addTables}</Button>
                  </div>
                </Form>
                <Form action={actions.places(fair.id)} class="inline-form">
                  <Hidden values={{ room: room.id, kind: "stand" }} />
                  <Field name="name" id={`${room.id}-stand`} label={prepare.standName} />
                  <Select
                    name="organisation"
                    id={`${room.id}-organisation`}
                    label={prepare.standOf}
                    options={withoutStand.map((one) => ({ value: one.id, label: one.name }))}
                    empty={t.common.none}
                    optional
                    class="no-optional"
                  />
                  <Button icon="plus">{prepare.addStand}</Button>
                </Form>
              </div>
            </details>
            <details class="disclosure">
              <summary>{prepare.editRoom}</summary>
              <div class="disclosure-body">
                <RoomForm fair={fair.id} room={room} faults={{}} />
                <Form
                  action={actions.removeRoom(fair.id, room.id)}
                  class=""
                  confirm={prepare.removeRoomQuestion}
                >
                  <Button kind="danger" icon="trash-2">
                    {prepare.removeRoom}
                  </Button>
                </Form>
              </div>
            </details>
          </article>
        ))}
        <article class="card stack">
          <h3>{prepare.newRoom}</h3>
          <RoomForm fair={fair.id} room={null} faults={faults} />
        </article>
      </div>
    </Section>
  );
}

function RoomForm(props: {
  fair: string;
  room: PrepareProps["rooms"][number] | null;
  faults: Faults;
}): JSX.Element {
  const { t } = useI18n();
  const { prepare } = t;
  const { room, faults } = props;
  const id = (name: string) => `${room?.id ?? "new-room"}-${name}`;
  return (
    <Form action={actions.room(props.fair)}>
      {room !== null && <Hidden values={{ room: room.id }} />}
      <Field
        name="name"
        id={id("name")}
        label={prepare.roomName}
        value={room?.name ?? ""}
        fault={faults["room.name"]}
      />
      <Field
        name="capacity"
        id={id("capacity")}
        type="number"
        label={prepare.capacity}
        hint={prepare.capacityHint}
        value={room?.capacity ?? ""}
        min={1}
        fault={faults["room.capacity"]}
      />
      <Check
        name="accessible"
        id={id("accessible")}
        label={prepare.accessible}
        checked={room?.accessible ?? true}
      />
      <div>
        <Button icon={room === null ? "plus" : "check"}>
          {room === null ? prepare.addRoom : t.common.save}
        </Button>
      </div>
    </Form>
  );
}
