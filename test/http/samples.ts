import type { Target } from "../../src/domain/access.ts";
import { operationId } from "../../src/http/openapi.ts";
import type { Route } from "../../src/http/route.ts";
import { routes } from "../../src/http/routes.ts";
import { ids, people, profile, programme } from "./world.ts";

export type Sample = {
  readonly route: Route;
  /** Under `/api/v1`, parameters filled in. */
  readonly path: string;
  readonly body?: unknown;
  readonly raw?: string;
  readonly type?: string;
  /** What the request acts upon, said here by hand: the guard must come to the same. */
  readonly target: Target;
};

type Told = Omit<Sample, "route" | "path"> & {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
};

const fair: Target = { fairId: ids.fair };
const buyerHere: Target = { fairId: ids.fair, organisations: [ids.buyer] };
const exhibitorHere: Target = { fairId: ids.fair, organisations: [ids.exhibitor] };
const bothHere: Target = { fairId: ids.fair, organisations: [ids.buyer, ids.exhibitor] };
const askedHere: Target = { fairId: ids.fair, organisations: [ids.buyer, ids.second] };
const ofExhibitor = { params: { organisationId: ids.exhibitor }, target: exhibitorHere };
const ofScheduled = { params: { meetingId: ids.scheduled }, target: bothHere };
const ofRequested = { params: { meetingId: ids.requested }, target: askedHere };
const person = { name: "Dominique Nouvelle", email: "dominique@example.org" };
const draft = { params: { draftId: "drf_none" }, target: fair };
const room = { name: "Atrium", capacity: 30, accessible: true };
const place = { roomId: ids.room, name: "Table 9", kind: "table", accessible: true };
const token = "x".repeat(43);

/** One good request for every route, by its operation. */
const told: Readonly<Record<string, Told>> = {
  postSetup: {
    body: { token, name: "Sacha", email: "sacha@example.org", fair: { name: "Salon" } },
    target: {},
  },
  getMe: { target: {} },
  postFairsByFairIdCheckIns: { body: { badge: people.buyer, what: "arrived" }, target: fair },
  postSessionsLinks: { body: { email: "buyer@example.org" }, target: {} },
  postSessions: { body: { token }, target: {} },
  deleteSessionsCurrent: { target: {} },
  deleteSessions: { target: {} },
  putMeConsents: { body: { purpose: "contact", given: true }, target: {} },
  getMeData: { target: {} },
  deleteMe: { target: {} },
  getMeTokens: { target: {} },
  postMeTokens: { body: { name: "script", scopes: ["read"] }, target: {} },
  deleteMeTokensByTokenId: { params: { tokenId: "0123456789abcdef" }, target: {} },
  getFairsByFairIdRoles: { target: fair },
  postFairsByFairIdRoles: { body: { person, role: "steward" }, target: fair },
  deleteFairsByFairIdRolesByRoleByPersonId: {
    params: { role: "steward", personId: people.steward },
    target: fair,
  },
  getFairsByFairIdOutbox: { target: fair },
  getFairs: { target: {} },
  postFairs: { body: { name: "Salon", venue: "", timeZone: "Europe/Paris" }, target: {} },
  getFairsByFairId: { target: fair },
  patchFairsByFairId: { body: { name: "Salon", venue: "Halle" }, target: fair },
  getFairsByFairIdProgramme: { target: fair },
  putFairsByFairIdProgramme: { body: programme, target: fair },
  putFairsByFairIdSlotsBySlot: { params: { slot: "5" }, body: { closed: true }, target: fair },
  getFairsByFairIdRules: { target: fair },
  putFairsByFairIdRules: { body: { bookingMode: "direct", maxMeetings: 10 }, target: fair },
  getFairsByFairIdRooms: { target: fair },
  postFairsByFairIdRooms: { body: room, target: fair },
  putFairsByFairIdRoomsByRoomId: { params: { roomId: ids.room }, body: room, target: fair },
  deleteFairsByFairIdRoomsByRoomId: { params: { roomId: ids.room }, target: fair },
  getFairsByFairIdPlaces: { target: fair },
  postFairsByFairIdPlaces: { body: { places: [place] }, target: fair },
  putFairsByFairIdPlacesByPlaceId: { params: { placeId: ids.table }, body: place, target: fair },
  deleteFairsByFairIdPlacesByPlaceId: { params: { placeId: ids.table }, target: fair },
  postFairsByFairIdOrganisationsImport: {
    raw: "Nom;Statut;Commune\nLa Fabrique;Association;Nîmes\n",
    type: "text/csv",
    target: fair,
  },
  getFairsByFairIdOrganisationsExport: { target: fair },
  getImportTemplate: { target: {} },
  getFairsByFairIdOrganisations: { query: "?text=atelier", target: fair },
  getOrganisationsByOrganisationId: { ...ofExhibitor, target: { organisations: [ids.exhibitor] } },
  putOrganisationsByOrganisationId: {
    params: { organisationId: ids.exhibitor },
    body: profile("Atelier"),
    target: { organisations: [ids.exhibitor] },
  },
  putFairsByFairIdOrganisationsByOrganisationId: { ...ofExhibitor, body: profile("Atelier") },
  postFairsByFairIdRegistrations: {
    body: { profile: profile("Neuve"), kind: "exhibitor", delegates: [person], consents: ["matching"] },
    target: fair,
  },
  getFairsByFairIdParticipants: { target: fair },
  getFairsByFairIdParticipantsByOrganisationId: ofExhibitor,
  putFairsByFairIdParticipantsByOrganisationId: {
    ...ofExhibitor,
    body: { kind: "both", delegates: [people.exhibitor] },
  },
  postFairsByFairIdParticipantsByOrganisationIdValidate: {
    params: { organisationId: ids.pending },
    target: { fairId: ids.fair, organisations: [ids.pending] },
  },
  postFairsByFairIdParticipantsByOrganisationIdRefuse: {
    params: { organisationId: ids.pending },
    body: { reason: "complet" },
    target: { fairId: ids.fair, organisations: [ids.pending] },
  },
  postFairsByFairIdParticipantsByOrganisationIdWithdraw: ofExhibitor,
  putFairsByFairIdParticipantsByOrganisationIdBookingMode: { ...ofExhibitor, body: { mode: "request" } },
  putFairsByFairIdParticipantsByOrganisationIdMeetingSlots: { ...ofExhibitor, body: { slots: 2 } },
  getFairsByFairIdParticipantsByOrganisationIdDelegates: ofExhibitor,
  postFairsByFairIdParticipantsByOrganisationIdDelegates: { ...ofExhibitor, body: person },
  deleteFairsByFairIdDelegatesByPersonId: {
    params: { personId: people.second },
    target: { fairId: ids.fair, organisations: [ids.second] },
  },
  putFairsByFairIdDelegatesByPersonIdAvailability: {
    params: { personId: people.exhibitor },
    body: { unavailable: [4, 5] },
    target: exhibitorHere,
  },
  putFairsByFairIdDelegatesByPersonIdComfort: {
    params: { personId: people.exhibitor },
    body: { needsAccess: true, mostInARow: 4, breaks: [{ from: "12:00", to: "14:00", minutes: 45 }] },
    target: exhibitorHere,
  },
  getFairsByFairIdOrganisationsByOrganisationIdSlots: ofExhibitor,
  getFairsByFairIdParticipantsByOrganisationIdWishes: ofExhibitor,
  putFairsByFairIdParticipantsByOrganisationIdWishesByOtherId: {
    params: { organisationId: ids.exhibitor, otherId: ids.second },
    body: { level: "like" },
    target: exhibitorHere,
  },
  getFairsByFairIdParticipantsByOrganisationIdRecommendations: ofExhibitor,
  getFairsByFairIdParticipantsByOrganisationIdAdvice: ofExhibitor,
  putFairsByFairIdParticipantsByOrganisationIdActivities: {
    ...ofExhibitor,
    body: { list: "offers", id: "o1", activities: ["traiteur"] },
  },
  getFairsByFairIdPairs: { target: fair },
  getFairsByFairIdPairsByOrganisationIdByOtherId: {
    params: { organisationId: ids.exhibitor, otherId: ids.second },
    target: exhibitorHere,
  },
  putFairsByFairIdPairsByOrganisationIdByOtherId: {
    params: { organisationId: ids.exhibitor, otherId: ids.second },
    body: { kind: "pin", reason: "même filière" },
    target: exhibitorHere,
  },
  deleteFairsByFairIdPairsByOrganisationIdByOtherId: {
    params: { organisationId: ids.exhibitor, otherId: ids.second },
    target: exhibitorHere,
  },
  getFairsByFairIdCoverage: { target: fair },
  getFairsByFairIdMeetings: { target: fair },
  postFairsByFairIdMeetings: {
    body: { mode: "request", from: ids.buyer, to: ids.exhibitor, slots: [], message: "Bonjour" },
    target: buyerHere,
  },
  getFairsByFairIdMeetingsByMeetingId: ofScheduled,
  postFairsByFairIdMeetingsByMeetingIdAccept: { ...ofRequested, body: {} },
  postFairsByFairIdMeetingsByMeetingIdDecline: { ...ofRequested, body: { reason: "no-time" } },
  postFairsByFairIdMeetingsByMeetingIdWithdraw: { ...ofRequested, body: {} },
  postFairsByFairIdMeetingsByMeetingIdCancel: { ...ofScheduled, body: {} },
  postFairsByFairIdMeetingsByMeetingIdMove: { ...ofScheduled, body: { slot: 3 } },
  postFairsByFairIdMeetingsByMeetingIdAnswerMove: { ...ofScheduled, body: { accepted: true } },
  putFairsByFairIdMeetingsByMeetingIdLock: { ...ofScheduled, body: { locked: true } },
  postFairsByFairIdMeetingsByMeetingIdAttend: { ...ofScheduled, body: { personId: people.buyer } },
  postFairsByFairIdMeetingsByMeetingIdEnd: ofScheduled,
  postFairsByFairIdMeetingsByMeetingIdMiss: ofScheduled,
  putFairsByFairIdMeetingsByMeetingIdRating: { ...ofScheduled, body: { rating: 4 } },
  getFairsByFairIdParticipantsByOrganisationIdMeetings: ofExhibitor,
  getFairsByFairIdMeFeed: { target: fair },
  postFairsByFairIdMeFeed: { target: fair },
  getFeedsByFeed: { params: { feed: "fair_main~per_buyer~nothing-that-was-ever-given-out" }, target: {} },
  postFairsByFairIdAgendaDrafts: { body: { seconds: 1, seed: 1 }, target: fair },
  getFairsByFairIdAgendaDrafts: { target: fair },
  getFairsByFairIdAgendaDraftsLatest: { target: fair },
  getFairsByFairIdAgendaDraftsByDraftId: draft,
  postFairsByFairIdAgendaDraftsByDraftIdStop: draft,
  deleteFairsByFairIdAgendaDraftsByDraftId: draft,
  getFairsByFairIdAgendaDraftsByDraftIdUnplaced: { ...draft, query: "?format=csv" },
  postFairsByFairIdAgendaDraftsByDraftIdEdits: {
    ...draft,
    body: { edit: { type: "remove", meetingId: ids.scheduled } },
  },
  postFairsByFairIdAgendaDraftsByDraftIdEditsPreview: {
    ...draft,
    body: { edit: { type: "lock", which: { all: true }, locked: true } },
  },
  deleteFairsByFairIdAgendaDraftsByDraftIdEditsLast: draft,
  getFairsByFairIdAgendaDraftsByDraftIdComparison: { ...draft, query: "?with=drf_other" },
  postFairsByFairIdAgendaDraftsByDraftIdPublish: { ...draft, body: {} },
  deleteFairsByFairIdAgenda: { target: fair },
  getFairsByFairIdOccupancy: { target: fair },
  getFairsByFairIdRoomsByRoomIdOccupancy: { params: { roomId: ids.room }, target: fair },
  postFairsByFairIdScans: {
    body: {
      scans: [
        {
          scanId: "scan-1",
          badge: people.buyer,
          roomId: ids.room,
          direction: "in",
          scannedAt: "2027-03-01T09:59:00.000Z",
        },
      ],
    },
    target: fair,
  },
  getFairsByFairIdPeople: { query: "?text=camille", target: fair },
  getFairsByFairIdBadges: { target: fair },
  getFairsByFairIdDisruptions: { target: fair },
  postFairsByFairIdDisruptions: {
    body: { what: { kind: "place", placeId: ids.table }, until: "2027-03-09T18:00:00.000Z" },
    target: fair,
  },
  deleteFairsByFairIdDisruptionsByDisruptionId: { params: { disruptionId: "dsr_none" }, target: fair },
  postFairsByFairIdDisruptionsByDisruptionIdRepair: {
    params: { disruptionId: "dsr_none" },
    body: { plan: "0123456789abcdef" },
    target: fair,
  },
  postFairsByFairIdBoardDismissals: { body: { task: `room:${ids.room}` }, target: fair },
  getFairsByFairIdHoles: { target: fair },
  postFairsByFairIdHolesByMeetingIdOffers: {
    params: { meetingId: ids.scheduled },
    body: {},
    target: fair,
  },
  deleteFairsByFairIdHolesByMeetingIdOffers: { params: { meetingId: ids.scheduled }, target: fair },
  getFairsByFairIdParticipantsByOrganisationIdOffers: ofExhibitor,
  postFairsByFairIdOffersByOfferIdAnswer: {
    params: { offerId: "ofr_1" },
    body: { organisation: ids.exhibitor, accepted: true },
    target: exhibitorHere,
  },
  getFairsByFairIdReport: { target: fair },
  getBadgesCss: { target: {} },
};

/** Throws when a route has no sample, or a sample no route. */
export function samples(): readonly Sample[] {
  const known = new Set(routes.map(operationId));
  const strangers = Object.keys(told).filter((id) => !known.has(id));
  if (strangers.length > 0) throw new Error(`samples of no route: ${strangers.join(", ")}`);
  return routes.map((route) => {
    const sample = told[operationId(route)];
    if (!sample) throw new Error(`no sample for ${operationId(route)}: add one to test/http/samples.ts`);
    const { params, query = "", ...rest } = sample;
    return { ...rest, route, path: `${fillIn(route.path, { fairId: ids.fair, ...params })}${query}` };
  });
}

export function fillIn(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? name);
}
