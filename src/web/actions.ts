import { paths } from "./paths.ts";

/**
 * Where the forms of the pages post, and the fields they send (`application/x-www-form-urlencoded`).
 * A browser without scripts gets a 303 to a page with a notice; scripts ask with `Accept: application/json`
 * and get JSON, or a problem document whose `code`, `detail` and `alternatives` they show.
 */
export const actions = {
  /** email, next */
  signIn: paths.signIn,
  signOut: paths.signOut,
  /** The fields of RegistrationValues (`offers.0.text`…), consent; `more` = offers | needs | delegates redraws with one more. */
  register: (fair: string) => paths.register(fair),
  /** to, level = must | like | never | "" */
  wish: (fair: string) => `${paths.fair(fair)}/wishes`,
  /** to, mode = book | request, slot (several with a request), message, delegate */
  meet: (fair: string) => `${paths.fair(fair)}/meetings`,
  /** accept: slot, delegate · decline, cancel: reason · move: slot, place · answer-move: accepted = yes | no · rate: rating */
  meeting: (
    fair: string,
    meeting: string,
    what:
      | "accept"
      | "decline"
      | "withdraw"
      | "cancel"
      | "move"
      | "answer-move"
      | "rate"
      | "lock"
      | "attend"
      | "end"
      | "miss",
  ) => `${paths.fair(fair)}/meetings/${meeting}/${what}`,
  /** The fields of ProfileValues */
  profile: (fair: string) => paths.profile(fair),
  /** list = offers | needs, id, activity */
  confirmActivities: (fair: string) => `${paths.profile(fair)}/activities`,
  /** The same for any participant, by the organiser. */
  correctActivities: (fair: string, organisation: string) =>
    `${paths.organisation(fair, organisation)}/activities`,
  /** mode = direct | request */
  /** slots = 1 | 2 | 3 */
  meetingSlots: (fair: string) => `${paths.profile(fair)}/meeting-slots`,
  bookingMode: (fair: string) => `${paths.profile(fair)}/booking-mode`,
  /** name, email, role, phone */
  addDelegate: (fair: string) => `${paths.profile(fair)}/delegates`,
  removeDelegate: (fair: string, person: string) => `${paths.profile(fair)}/delegates/${person}/remove`,
  /** available (slot numbers that stay open, several) */
  /** needsAccess, mostInARow, breaks.0.from|to|minutes|on */
  comfort: (fair: string, person: string) => `${paths.profile(fair)}/delegates/${person}/comfort`,
  availability: (fair: string, person: string) => `${paths.profile(fair)}/delegates/${person}/availability`,
  /** GET */
  exportData: (fair: string) => `${paths.data(fair)}/export.json`,
  /** confirm = yes */
  eraseData: (fair: string) => `${paths.data(fair)}/erase`,
  /** name, venue */
  renameFair: (fair: string) => `${paths.prepare(fair)}/fair`,
  /** slotMinutes, days.0.on, days.0.start, days.0.end, days.0.breaks.0.start|end|label; `more` = days redraws */
  programme: (fair: string) => `${paths.prepare(fair)}/programme`,
  /** slot, closed = yes | no */
  closeSlot: (fair: string) => `${paths.prepare(fair)}/slots`,
  /** room (absent for a new one), name, capacity, accessible */
  room: (fair: string) => `${paths.prepare(fair)}/rooms`,
  removeRoom: (fair: string, room: string) => `${paths.prepare(fair)}/rooms/${room}/remove`,
  /** room, kind = table with prefix, from, count, asks = accessible and accessible · room, kind = stand with name, organisation */
  places: (fair: string) => `${paths.prepare(fair)}/places`,
  removePlace: (fair: string, place: string) => `${paths.prepare(fair)}/places/${place}/remove`,
  /** mayMeet (buyer>exhibitor…, several), bookingMode, maxPendingRequests, maxMeetings, requestLifetimeHours, *At, fairnessPercent, lateAfterMinutes, overrunMinutes, noticeMinutes, offerMinutes, refillsByItself */
  rules: (fair: string) => `${paths.prepare(fair)}/rules`,
  validate: (fair: string, organisation: string) => `${paths.registrations(fair)}/${organisation}/validate`,
  /** reason */
  refuse: (fair: string, organisation: string) => `${paths.registrations(fair)}/${organisation}/refuse`,
  /** slots = 1 | 2 | 3 */
  meetingSlotsOf: (fair: string, organisation: string) =>
    `${paths.registrations(fair)}/${organisation}/meeting-slots`,
  /** multipart: file, validated */
  importFile: (fair: string) => `${paths.registrations(fair)}/import`,
  /** one, other (names), kind = pin | ban, reason */
  decidePair: (fair: string) => `${paths.coverage(fair)}/pairs`,
  /** kind = pin | ban, reason, despite (codes of the grounds read, with commas) */
  decideKnownPair: (fair: string, one: string, other: string) => paths.pair(fair, one, other),
  /** one, other (ids) */
  releasePair: (fair: string) => `${paths.coverage(fair)}/pairs/release`,
  /** seconds, floor, from (a draft whose locked meetings stay) */
  compute: (fair: string) => `${paths.schedule(fair)}/compute`,
  /** draft */
  publish: (fair: string) => `${paths.schedule(fair)}/publish`,
  unpublish: (fair: string) => `${paths.schedule(fair)}/unpublish`,
  /** GET, answers { status, history } */
  draftProgress: (fair: string, draft: string) => `${paths.draft(fair, draft)}/progress.json`,
  stopDraft: (fair: string, draft: string) => `${paths.draft(fair, draft)}/stop`,
  removeDraft: (fair: string, draft: string) => `${paths.draft(fair, draft)}/remove`,
  /** type = move | remove | add | swap, meeting, with, one, other, slot, place, delegate0, delegate1, known */
  editDraft: (fair: string, draft: string) => `${paths.draft(fair, draft)}/edit`,
  /** which = meeting | organisation | person | slot | accepted | all, its value in a field of that name, locked = yes | no, known */
  lockDraft: (fair: string, draft: string) => `${paths.draft(fair, draft)}/lock`,
  /** known */
  undoDraft: (fair: string, draft: string) => `${paths.draft(fair, draft)}/undo`,
  /** organisation, to, slot, place */
  actFor: (fair: string) => `${paths.schedule(fair)}/act-for`,
  /** meeting, organisation (a standby that takes the meeting of the absent one) */
  replace: (fair: string) => `${paths.board(fair)}/replace`,
  /** kind = place | room | person, place, room, person, from, until (HH:MM of the day shown) */
  disrupt: (fair: string) => `${paths.board(fair)}/disruptions`,
  endDisruption: (fair: string, disruption: string) => `${paths.board(fair)}/disruptions/${disruption}/end`,
  /** plan */
  repair: (fair: string, disruption: string) => `${paths.board(fair)}/disruptions/${disruption}/repair`,
  /** one, other (ids) */
  offerSlot: (fair: string, meeting: string) => `${paths.board(fair)}/holes/${meeting}/offer`,
  stopRefill: (fair: string, meeting: string) => `${paths.board(fair)}/holes/${meeting}/stop`,
  /** task */
  dismiss: (fair: string) => `${paths.board(fair)}/dismiss`,
  /** accepted = yes | no, organisation */
  answerOffer: (fair: string, offer: string) => `${paths.fair(fair)}/offers/${offer}/answer`,
  /** room */
  warn: (fair: string) => `${paths.board(fair)}/warn`,
  /** GET `?at=` (instant), answers a BoardState */
  boardAt: (fair: string) => `${paths.board(fair)}/at.json`,
  /** JSON { scans: [{ scanId, badge, roomId, direction, scannedAt }] } */
  scans: (fair: string) => `${paths.scan(fair)}/scans`,
  /** GET `?q=`, answers FoundPerson[] */
  people: (fair: string) => `${paths.scan(fair)}/people.json`,
} as const;
