import type { FairEvent } from "../domain/fair/events.ts";
import type { FairState } from "../domain/fair/state.ts";
import { formatInstant } from "../i18n/format.ts";
import type { MailWords, WantedMail } from "./reactions-words.ts";

/** To those who are asked, and not to whoever is booked at once; an offer that is over by now asks nobody. */
export function mailsOfOffer(
  words: MailWords,
  state: FairState,
  event: Extract<FairEvent, { type: "OfferMade" }>,
  id: string,
): readonly WantedMail[] {
  const { about, organisations, delegates, willing, expiresAt } = event;
  if (state.offers.get(event.offerId)?.status !== "open") return [];
  const where = words.whereOf({ ...event, origin: "repair" });
  const before = about.kind === "move" ? words.whereOf({ ...event, ...about.from, origin: "repair" }) : null;
  return organisations.flatMap((organisation, side) => {
    const to = delegates[side];
    const other = organisations[1 - side];
    if (to === undefined || other === undefined || willing.includes(organisation)) return [];
    return [
      words.mail(id, to, "slot-offered", (reader) => ({
        fair: words.fair,
        with: words.nameOf(other),
        link: words.links.agenda,
        when: words.when(where, reader),
        where: where.place,
        before: before && `${words.when(before, reader)}, ${before.place}`,
        answerBefore: formatInstant(expiresAt, reader),
      })),
    ];
  });
}
