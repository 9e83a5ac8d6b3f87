/** Every address of a page and every action of a form, in one place for pages, islands and routes. */
const fairPath = (fair: string) => `/fairs/${fair}`;

export const paths = {
  home: "/",
  fair: fairPath,
  signIn: "/sign-in",
  signInSent: "/sign-in/sent",
  signOut: "/sign-out",
  /** GET; sets the language cookie and goes back to `back`. */
  language: (locale: string, back: string) => `/language/${locale}?back=${encodeURIComponent(back)}`,
  register: (fair: string) => `${fairPath(fair)}/register`,
  directory: (fair: string) => `${fairPath(fair)}/directory`,
  organisation: (fair: string, organisation: string) => `${fairPath(fair)}/organisations/${organisation}`,
  space: (fair: string) => `${fairPath(fair)}/me`,
  inbox: (fair: string) => `${fairPath(fair)}/me/requests`,
  agenda: (fair: string) => `${fairPath(fair)}/me/agenda`,
  badge: (fair: string) => `${fairPath(fair)}/me/badge`,
  profile: (fair: string) => `${fairPath(fair)}/me/profile`,
  data: (fair: string) => `${fairPath(fair)}/me/data`,
  prepare: (fair: string) => `${fairPath(fair)}/prepare`,
  registrations: (fair: string) => `${fairPath(fair)}/registrations`,
  coverage: (fair: string) => `${fairPath(fair)}/coverage`,
  pair: (fair: string, one: string, other: string) => `${fairPath(fair)}/pairs/${one}/${other}`,
  schedule: (fair: string) => `${fairPath(fair)}/schedule`,
  draft: (fair: string, draft: string) => `${fairPath(fair)}/schedule/drafts/${draft}`,
  draftMeeting: (fair: string, draft: string, meeting: string) =>
    `${fairPath(fair)}/schedule/drafts/${draft}/meetings/${meeting}`,
  /** `?one=&other=` for a pair, then `&slot=` to try. */
  draftAdd: (fair: string, draft: string) => `${fairPath(fair)}/schedule/drafts/${draft}/add`,
  draftUnplaced: (fair: string, draft: string) => `${fairPath(fair)}/schedule/drafts/${draft}/unplaced`,
  draftUnplacedFile: (fair: string, draft: string, format: "csv" | "xlsx") =>
    `/api/v1${fairPath(fair)}/agenda/drafts/${draft}/unplaced?format=${format}`,
  /** `?first=&second=&show=` */
  compareDrafts: (fair: string) => `${fairPath(fair)}/schedule/compare`,
  board: (fair: string) => `${fairPath(fair)}/board`,
  /** A file to fill in, with the headings that the import knows. */
  importTemplate: (format: "csv" | "xlsx") => `/api/v1/import-template?format=${format}`,
  report: (fair: string) => `${fairPath(fair)}/report`,
  outbox: (fair: string) => `${fairPath(fair)}/outbox`,
  scan: (fair: string) => `${fairPath(fair)}/scan`,
  door: (fair: string, room: string) => `${fairPath(fair)}/rooms/${room}/door`,
  accessibility: "/accessibility",
  privacy: "/privacy",
  apiReference: "/api",
  sourceCode: "/source",
} as const;
