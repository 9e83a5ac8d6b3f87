import type { JSX } from "preact";
import { inclusionKinds, needKinds } from "../../domain/directory/organisation.ts";
import { Button } from "../components/button.tsx";
import { Choices, Field, Select, TextArea } from "../components/field.tsx";
import { useI18n } from "../i18n-context.ts";
import type { Faults } from "../view-types.ts";
import type { FieldsProps, NeedValues, OfferValues, SectorOptions } from "./registration-form.tsx";

/** Offers then needs, each list with a button that adds a line. */
export function StatementFields({ values, faults, sectors }: FieldsProps): JSX.Element {
  const { t } = useI18n();
  const { account } = t;
  return (
    <>
      <fieldset class="fieldset fieldset-card card">
        <legend>{account.sections.offers}</legend>
        <p class="hint">{account.emptyRows}</p>
        {values.offers.map((offer, index) => (
          <fieldset class="fieldset repeated" key={`offer-${index.toString()}`}>
            <legend>{account.offer(index + 1)}</legend>
            <TextArea
              name={`offers.${index}.text`}
              label={account.offerText}
              hint={index === 0 ? account.offerHint : undefined}
              value={offer.text}
              fault={faults[`offers.${index}.text`]}
              optional
            />
            <DetailFields prefix={`offers.${index}`} values={offer} faults={faults} sectors={sectors} />
          </fieldset>
        ))}
        <div>
          <Button name="more" value="offers" icon="plus" unchecked>
            {account.addOffer}
          </Button>
        </div>
      </fieldset>
      <fieldset class="fieldset fieldset-card card">
        <legend>{account.sections.needs}</legend>
        <p class="hint">{account.emptyRows}</p>
        {values.needs.map((need, index) => (
          <NeedFields
            key={`need-${index.toString()}`}
            index={index}
            need={need}
            faults={faults}
            sectors={sectors}
          />
        ))}
        <div>
          <Button name="more" value="needs" icon="plus" unchecked>
            {account.addNeed}
          </Button>
        </div>
      </fieldset>
    </>
  );
}

function NeedFields(props: {
  index: number;
  need: NeedValues;
  faults: Faults;
  sectors: readonly SectorOptions[];
}): JSX.Element {
  const { t } = useI18n();
  const { account } = t;
  const { index, need, faults } = props;
  const prefix = `needs.${index}`;
  const kinds = needKinds.map((value) => ({ value, label: t.terms.needKind[value] }));
  const reserved = inclusionKinds.map((value) => ({ value, label: t.terms.inclusionKind[value] }));
  return (
    <fieldset class="fieldset repeated">
      <legend>{account.need(index + 1)}</legend>
      <Select
        name={`${prefix}.kind`}
        label={account.needKind}
        options={kinds}
        value={need.kind}
        fault={faults[`${prefix}.kind`]}
      />
      <TextArea
        name={`${prefix}.text`}
        label={account.needText}
        hint={index === 0 ? account.needHint : undefined}
        value={need.text}
        fault={faults[`${prefix}.text`]}
        optional
      />
      <DetailFields prefix={prefix} values={need} faults={faults} sectors={props.sectors}>
        <div class="fields-2">
          <Field
            name={`${prefix}.budgetKeur`}
            label={account.budget}
            value={need.budgetKeur}
            fault={faults[`${prefix}.budgetKeur`]}
            inputMode="decimal"
            optional
          />
          <Field
            name={`${prefix}.requiredLabels`}
            label={account.requiredLabels}
            value={need.requiredLabels}
            fault={faults[`${prefix}.requiredLabels`]}
            optional
          />
        </div>
        <Choices
          type="checkbox"
          name={`${prefix}.reservedFor`}
          label={account.reservedFor}
          options={reserved}
          values={need.reservedFor}
          fault={faults[`${prefix}.reservedFor`]}
          optional
        />
      </DetailFields>
    </fieldset>
  );
}

function DetailFields(props: {
  prefix: string;
  values: OfferValues;
  faults: Faults;
  sectors: readonly SectorOptions[];
  children?: JSX.Element | JSX.Element[];
}): JSX.Element {
  const { t } = useI18n();
  const { account } = t;
  const { prefix, values, faults } = props;
  const faulty = Object.keys(faults).some((name) => name.startsWith(`${prefix}.`) && !name.endsWith(".text"));
  const areas = (["radius", "departments", "regions", "national"] as const).map((value) => ({
    value,
    label: account.areaType[value],
  }));
  const periods = (["day", "week", "month", "year", "total"] as const).map((value) => ({
    value,
    label: account.perOptions[value],
  }));
  return (
    <details class="disclosure" open={faulty}>
      <summary>{account.more}</summary>
      <div class="disclosure-body">
        <div class="fields-3">
          <Select
            name={`${prefix}.areaType`}
            label={account.area}
            options={areas}
            value={values.areaType}
            empty={account.areaType.unknown}
            fault={faults[`${prefix}.areaType`]}
            optional
          />
          <Field
            name={`${prefix}.areaKm`}
            label={account.areaKm}
            value={values.areaKm}
            fault={faults[`${prefix}.areaKm`]}
            inputMode="numeric"
            optional
          />
          <Field
            name={`${prefix}.areaCodes`}
            label={account.areaCodes}
            hint={account.areaCodesHint}
            value={values.areaCodes}
            fault={faults[`${prefix}.areaCodes`]}
            optional
          />
          <Field
            name={`${prefix}.quantity`}
            label={account.quantity}
            value={values.quantity}
            fault={faults[`${prefix}.quantity`]}
            inputMode="decimal"
            optional
          />
          <Field
            name={`${prefix}.unit`}
            label={account.quantityUnit}
            hint={account.quantityUnitHint}
            value={values.unit}
            fault={faults[`${prefix}.unit`]}
            optional
          />
          <Select
            name={`${prefix}.per`}
            label={account.quantityPer}
            options={periods}
            value={values.per}
            empty="—"
            fault={faults[`${prefix}.per`]}
            optional
          />
        </div>
        {props.children}
        <details class="disclosure">
          <summary>{account.activities}</summary>
          <div class="disclosure-body">
            <p class="hint">{account.activitiesHint}</p>
            {props.sectors.map((sector, index) => (
              <Choices
                key={sector.label}
                id={`${prefix.replace(".", "-")}-sector-${index.toString()}`}
                type="checkbox"
                name={`${prefix}.activities`}
                label={sector.label}
                options={sector.activities}
                values={values.activities}
              />
            ))}
          </div>
        </details>
      </div>
    </details>
  );
}
