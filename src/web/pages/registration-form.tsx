import type { JSX } from "preact";
import { inclusionKinds, legalFamilies, needKinds } from "../../domain/directory/organisation.ts";
import { Button } from "../components/button.tsx";
import { Check, Choices, Field, type Option, Select, TextArea } from "../components/field.tsx";
import { useI18n } from "../i18n-context.ts";
import type { Faults } from "../view-types.ts";

/** As typed: every value is text, so that a form with faults comes back as it was sent. */
export type AreaValues = {
  readonly areaType: "" | "radius" | "departments" | "regions" | "national";
  readonly areaKm: string;
  readonly areaCodes: string;
};
export type OfferValues = AreaValues & {
  readonly text: string;
  readonly activities: readonly string[];
  readonly quantity: string;
  readonly unit: string;
  readonly per: string;
};
export type NeedValues = OfferValues & {
  readonly kind: string;
  readonly budgetKeur: string;
  readonly reservedFor: readonly string[];
  readonly requiredLabels: string;
};
export type ProfileValues = {
  readonly name: string;
  readonly siret: string;
  readonly family: string;
  readonly ess: boolean;
  readonly inclusionKind: string;
  readonly labels: string;
  readonly group: string;
  readonly description: string;
  readonly website: string;
  readonly staffFte: string;
  readonly turnoverKeur: string;
  readonly commune: string;
  readonly postcode: string;
  readonly offers: readonly OfferValues[];
  readonly needs: readonly NeedValues[];
};

export const emptyOffer: OfferValues = {
  text: "",
  activities: [],
  areaType: "",
  areaKm: "",
  areaCodes: "",
  quantity: "",
  unit: "",
  per: "",
};
export const emptyNeed: NeedValues = {
  ...emptyOffer,
  kind: "buy",
  budgetKeur: "",
  reservedFor: [],
  requiredLabels: "",
};

/** A sector and its activities, labels in the reader's language where there are any. */
export type SectorOptions = { readonly label: string; readonly activities: readonly Option[] };

type FieldsProps = {
  readonly values: ProfileValues;
  readonly faults: Faults;
  readonly sectors: readonly SectorOptions[];
};

/** Who the organisation is and where. */
export function OrganisationFields({ values, faults }: FieldsProps): JSX.Element {
  const { t } = useI18n();
  const { account } = t;
  const families = legalFamilies.map((value) => ({ value, label: t.terms.family[value] }));
  const kinds = inclusionKinds.map((value) => ({ value, label: t.terms.inclusionKind[value] }));
  return (
    <>
      <fieldset class="fieldset fieldset-card card">
        <legend>{account.sections.organisation}</legend>
        <Field
          name="name"
          label={account.name}
          value={values.name}
          fault={faults["name"]}
          autocomplete="organization"
        />
        <div class="fields-2">
          <Select
            name="family"
            label={account.family}
            options={families}
            value={values.family}
            empty={account.familyEmpty}
            fault={faults["family"]}
          />
          <Field
            name="siret"
            label={account.siret}
            hint={account.siretHint}
            value={values.siret}
            fault={faults["siret"]}
            inputMode="numeric"
            optional
          />
        </div>
        <Check name="ess" label={account.ess} checked={values.ess} fault={faults["ess"]} />
        <div class="fields-2">
          <Select
            name="inclusionKind"
            label={account.inclusionKind}
            options={kinds}
            value={values.inclusionKind}
            empty={account.noInclusionKind}
            fault={faults["inclusionKind"]}
            optional
          />
          <Field
            name="labels"
            label={account.labels}
            hint={account.labelsHint}
            value={values.labels}
            fault={faults["labels"]}
            optional
          />
        </div>
        <TextArea
          name="description"
          label={account.description}
          value={values.description}
          fault={faults["description"]}
          optional
        />
        <div class="fields-2">
          <Field
            name="website"
            type="url"
            label={account.website}
            hint={account.websiteHint}
            value={values.website}
            fault={faults["website"]}
            optional
          />
          <Field
            name="group"
            label={account.group}
            hint={account.groupHint}
            value={values.group}
            fault={faults["group"]}
            optional
          />
          <Field
            name="staffFte"
            label={account.staffFte}
            value={values.staffFte}
            fault={faults["staffFte"]}
            inputMode="decimal"
            optional
          />
          <Field
            name="turnoverKeur"
            label={account.turnoverKeur}
            value={values.turnoverKeur}
            fault={faults["turnoverKeur"]}
            inputMode="decimal"
            optional
          />
        </div>
      </fieldset>
      <fieldset class="fieldset fieldset-card card">
        <legend>{account.sections.place}</legend>
        <div class="fields-2">
          <Field
            name="commune"
            label={account.commune}
            value={values.commune}
            fault={faults["commune"]}
            autocomplete="address-level2"
          />
          <Field
            name="postcode"
            label={account.postcode}
            value={values.postcode}
            fault={faults["postcode"]}
            inputMode="numeric"
            autocomplete="postal-code"
            optional
          />
        </div>
      </fieldset>
    </>
  );
}

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
