import type { JSX } from "preact";
import { formatSlot, formatTime } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { OfferView, PlaceName } from "../view-types.ts";
import { Button } from "./button.tsx";
import { Form } from "./form.tsx";
import { Icon } from "./icon.tsx";

/** Slots offered to the reader's organisation, to be answered within minutes. */
export function OfferList(props: {
  readonly fair: string;
  readonly offers: readonly OfferView[];
}): JSX.Element | null {
  const { t } = useI18n();
  if (props.offers.length === 0) return null;
  return (
    <section class="stack-small no-print" aria-labelledby="offers-title" id="offers">
      <h2 id="offers-title">{t.agenda.offers.title}</h2>
      <ul class="plain stack">
        {props.offers.map((offer) => (
          <Offer key={offer.id} fair={props.fair} offer={offer} />
        ))}
      </ul>
    </section>
  );
}

function Offer({ fair, offer }: { fair: string; offer: OfferView }): JSX.Element {
  const i18n = useI18n();
  const { offers } = i18n.t.agenda;
  const where = (place: PlaceName | null) =>
    place === null ? "" : ` · ${i18n.t.terms.at(place.place, place.room)}`;
  const when = `${formatSlot(offer.slot, i18n)}${where(offer.place)}`;
  return (
    <li class="card offer stack-small">
      <p class="soft small">{offer.kind === "meet" ? offers.meet : offers.move}</p>
      <h3>
        <a href={paths.organisation(fair, offer.with.id)}>{offer.with.name}</a>
      </h3>
      {offer.from !== null && (
        <p class="soft">{offers.instead(`${formatSlot(offer.from.slot, i18n)}${where(offer.from.place)}`)}</p>
      )}
      <p class="row strong">
        <Icon name="calendar" />
        {when}
      </p>
      {offer.yes ? (
        <p role="status">{offers.waiting}</p>
      ) : (
        <Form action={actions.answerOffer(fair, offer.id)} class="stack-small">
          <p>
            {(offer.kind === "meet" ? offers.before : offers.beforeMove)(formatTime(offer.expiresAt, i18n))}
          </p>
          <div class="row">
            <Button kind="main" name="accepted" value="yes" icon="check">
              {offers.accept}
            </Button>
            <Button name="accepted" value="no">
              {offer.kind === "meet" ? offers.decline : offers.refuse}
            </Button>
          </div>
        </Form>
      )}
    </li>
  );
}
