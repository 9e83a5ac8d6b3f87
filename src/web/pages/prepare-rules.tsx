import type { JSX } from "preact";
import { toLocalInput } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { BreakFields } from "../components/break-fields.tsx";
import { Button } from "../components/button.tsx";
import { Section } from "../components/card.tsx";
import { Check, Choices, Field } from "../components/field.tsx";
import { Form } from "../components/form.tsx";
import { useI18n } from "../i18n-context.ts";
import type { PrepareProps } from "./prepare.tsx";

const pairs = ["buyer>exhibitor", "exhibitor>buyer", "exhibitor>exhibitor", "buyer>buyer"] as const;

/** Who may meet whom, quotas, booking mode and dates. */
export function RulesForm({ fair, rules, faults }: PrepareProps): JSX.Element {
  const { t, timeZone } = useI18n();
  const { prepare } = t;
  const modes = (["direct", "request"] as const).map((value) => ({
    value,
    label: t.terms.bookingMode[value],
    hint: t.account.bookingModeHint[value],
  }));
  const local = (instant: string | null) => (instant === null ? "" : toLocalInput(instant, timeZone));
  return (
    <Section id="rules" title={prepare.rules} card>
      <Form action={actions.rules(fair.id)}>
        <Choices
          type="checkbox"
          name="mayMeet"
          label={prepare.mayMeet}
          options={pairs.map((value) => ({ value, label: prepare.pair[value] }))}
          values={rules.mayMeet.map((pair) => `${pair.from}>${pair.to}`)}
        />
        <Choices
          type="radio"
          name="bookingMode"
          label={prepare.defaultMode}
          options={modes}
          values={[rules.bookingMode]}
        />
        <div class="fields-3">
          <Field
            name="maxMeetings"
            type="number"
            label={prepare.maxMeetings}
            value={rules.maxMeetings}
            min={0}
            max={500}
            fault={faults["maxMeetings"]}
          />
          <Field
            name="maxPendingRequests"
            type="number"
            label={prepare.maxPending}
            value={rules.maxPendingRequests}
            min={0}
            max={500}
            fault={faults["maxPendingRequests"]}
          />
          <Field
            name="requestLifetimeHours"
            type="number"
            label={prepare.lifetime}
            value={Math.round((rules.requestLifetimeMinutes / 60) * 10) / 10}
            min={0.1}
            step="any"
            fault={faults["requestLifetimeHours"]}
          />
          <Field
            name="fairnessPercent"
            type="number"
            label={prepare.fairness}
            hint={prepare.fairnessHint}
            value={Math.round(rules.fairness * 100)}
            min={0}
            max={15}
            fault={faults["fairnessPercent"]}
          />
          <Field
            name="lateAfterMinutes"
            type="number"
            label={prepare.lateAfter}
            value={rules.lateAfterMinutes}
            min={1}
            max={60}
            fault={faults["lateAfterMinutes"]}
          />
          <Field
            name="overrunMinutes"
            type="number"
            label={prepare.overrun}
            value={rules.overrunMinutes}
            min={1}
            max={60}
            fault={faults["overrunMinutes"]}
          />
          <Field
            name="noticeMinutes"
            type="number"
            label={prepare.notice}
            hint={prepare.noticeHint}
            value={rules.noticeMinutes}
            min={0}
            max={480}
            fault={faults["noticeMinutes"]}
          />
          <Field
            name="offerMinutes"
            type="number"
            label={prepare.offerMinutes}
            value={rules.offerMinutes}
            min={1}
            max={120}
            fault={faults["offerMinutes"]}
          />
        </div>
        <Check name="refillsByItself" label={prepare.refillsByItself} checked={rules.refillsByItself} />
        <fieldset class="fieldset">
          <legend>{t.comfort.rules}</legend>
          <p class="hint">{t.comfort.rulesHint}</p>
          <div class="fields-2">
            <Field
              name="mostInARow"
              type="number"
              label={t.comfort.mostInARow}
              hint={t.comfort.mostInARowHint}
              value={rules.mostInARow ?? ""}
              min={1}
              max={50}
              fault={faults["mostInARow"]}
              optional
            />
            <Field
              name="walkingMinutes"
              type="number"
              label={t.comfort.walking}
              hint={t.comfort.walkingHint}
              value={rules.walkingMinutes}
              min={0}
              max={60}
              fault={faults["walkingMinutes"]}
            />
          </div>
          <BreakFields
            prefix="breakWanted"
            label={t.comfort.breakForAll}
            hint={t.comfort.breakHint}
            value={rules.breakWanted}
            faults={faults}
          />
        </fieldset>
        <div class="fields-2">
          {(
            ["registrationOpensAt", "registrationClosesAt", "bookingOpensAt", "bookingClosesAt"] as const
          ).map((name) => (
            <Field
              key={name}
              name={name}
              type="datetime-local"
              label={prepare.dates[name]}
              value={local(rules[name])}
              fault={faults[name]}
              optional
            />
          ))}
        </div>
        <div>
          <Button kind="main">{prepare.saveRules}</Button>
        </div>
      </Form>
    </Section>
  );
}
