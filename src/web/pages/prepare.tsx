import type { JSX } from "preact";
import { actions } from "../actions.ts";
import type { BreakValues } from "../components/break-fields.tsx";
import { Button } from "../components/button.tsx";
import { PageHead, Section } from "../components/card.tsx";
import { FaultSummary } from "../components/fault-summary.tsx";
import { Field } from "../components/field.tsx";
import { Form } from "../components/form.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import type { BookingMode, Faults, SlotTime } from "../view-types.ts";
import { Programme, Slots } from "./prepare-programme.tsx";
import { Rooms } from "./prepare-rooms.tsx";
import { RulesForm } from "./prepare-rules.tsx";

export type PrepareRules = {
  readonly mayMeet: readonly { readonly from: "exhibitor" | "buyer"; readonly to: "exhibitor" | "buyer" }[];
  readonly bookingMode: BookingMode;
  readonly maxPendingRequests: number;
  readonly maxMeetings: number;
  readonly requestLifetimeMinutes: number;
  readonly registrationOpensAt: string | null;
  readonly registrationClosesAt: string | null;
  readonly bookingOpensAt: string | null;
  readonly bookingClosesAt: string | null;
  /** λ, from 0 to 0.15. */
  readonly fairness: number;
  readonly noticeMinutes: number;
  readonly offerMinutes: number;
  readonly refillsByItself: boolean;
  readonly lateAfterMinutes: number;
  readonly overrunMinutes: number;
  readonly mostInARow: number | string | null;
  readonly walkingMinutes: number | string;
  readonly breakWanted: BreakValues | null;
};
export type DayValues = {
  readonly on: string;
  readonly start: string;
  readonly end: string;
  readonly breaks: readonly { readonly start: string; readonly end: string; readonly label: string }[];
};
export type PrepareProps = {
  readonly fair: { readonly id: string; readonly name: string; readonly venue: string };
  readonly slotMinutes: number;
  readonly days: readonly DayValues[];
  readonly slots: readonly (SlotTime & { readonly closed: boolean; readonly meetings: number })[];
  readonly rooms: readonly {
    readonly id: string;
    readonly name: string;
    readonly capacity: number;
    readonly accessible: boolean;
    readonly places: readonly {
      readonly id: string;
      readonly name: string;
      readonly kind: "table" | "stand";
      readonly accessible: boolean;
      readonly organisation: { readonly id: string; readonly name: string } | null;
    }[];
  }[];
  /** Exhibitors without a stand, to be given one. */
  readonly withoutStand: readonly { readonly id: string; readonly name: string }[];
  readonly rules: PrepareRules;
  readonly faults: Faults;
};

/** Everything that the organiser settles before the doors open. */
export function preparePage(props: PrepareProps): Page {
  return { title: (t) => t.prepare.title, section: "prepare", width: "wide", body: <Prepare {...props} /> };
}

function Prepare(props: PrepareProps): JSX.Element {
  const { t } = useI18n();
  const { prepare } = t;
  return (
    <div class="stack-large">
      <PageHead title={prepare.title} lead={prepare.lead} />
      <FaultSummary faults={props.faults} />
      <Section id="fair" title={prepare.fair} card>
        <Form action={actions.renameFair(props.fair.id)} class="inline-form">
          <Field name="name" label={prepare.name} value={props.fair.name} fault={props.faults["name"]} />
          <Field name="venue" label={prepare.venue} value={props.fair.venue} fault={props.faults["venue"]} />
          <Button>{t.common.save}</Button>
        </Form>
      </Section>
      <Programme {...props} />
      <Slots {...props} />
      <Rooms {...props} />
      <RulesForm {...props} />
    </div>
  );
}
