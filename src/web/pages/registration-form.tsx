import type { JSX } from "preact";
import { inclusionKinds, legalFamilies } from "../../domain/directory/organisation.ts";
import { Check, Field, type Option, Select, TextArea } from "../components/field.tsx";
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

export type FieldsProps = {
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
