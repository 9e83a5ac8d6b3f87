import type { Logger } from "pino";
import type { Config } from "../config.ts";
import type { Principal } from "../domain/access.ts";
import type { FairId, Instant, OrganisationId, RoomId } from "../domain/ids.ts";
import type { Recommendation } from "../matching/rank.ts";
import type { AgendaPort } from "../runtime/agenda/port.ts";
import type { Clock } from "../runtime/clock.ts";
import type { FairCoverage } from "../runtime/matching/fair-coverage.ts";
import type { ClosedPair, OwnAdvice } from "../runtime/matching/fair-lists.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { BoardState } from "../views/topics.ts";
import type { Identities } from "./identity.ts";
import type { Limits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { SignIn } from "./sign-in.ts";

/** All that edges (HTTP, pages, sockets) work with; made once by `startServer`. */
export type Services = {
  readonly config: Config;
  /** Where browsers reach us, without a slash at the end; known once the server listens. */
  readonly baseUrl: () => string;
  /** Streams, vault and the fair's clock (`runtime.clock`), which may run fast in the demo. */
  readonly runtime: Runtime;
  /** Real time: sessions, links, limits. */
  readonly wallClock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly identities: Identities;
  readonly signIn: SignIn;
  readonly limits: Limits;
  readonly recommendations: Recommendations;
  /** Undefined where a part was left out: its routes answer 503. */
  readonly agenda: AgendaPort | undefined;
  readonly occupancy: OccupancyPort | undefined;
  /** Organisers may read the mails queued: the demo, or OUTBOX=1. */
  readonly outboxIsVisible: boolean;
};

/** Who meets whom best: ranked, explained, and up to date with profiles; made in a thread of its own. */
export type Recommendations = {
  /** Best first, among validated participants that the fair's rules and wishes let `organisation` meet. */
  for(fairId: FairId, organisation: OrganisationId, top: number): Promise<readonly Recommendation[]>;
  /** Why these two would meet, as `organisation` sees it; undefined where nothing speaks for it, or they may not. */
  explain(
    fairId: FairId,
    organisation: OrganisationId,
    other: OrganisationId,
  ): Promise<Recommendation | undefined>;
  /** What would raise an organisation's matches most, best first. */
  advise(fairId: FairId, organisation: OrganisationId): Promise<readonly OwnAdvice[]>;
  coverage(fairId: FairId): Promise<FairCoverage | undefined>;
  /** What law, distance or another ground speaks against between two, and whether something is left to meet for. */
  closed(fairId: FairId, one: OrganisationId, other: OrganisationId): Promise<ClosedPair>;
  /** Told when lists of a fair that were asked for once may have moved: whose. Returns how to stop. */
  onMoved(listener: (fairId: FairId, concerned: readonly OrganisationId[] | "all") => void): () => void;
};

export type { AgendaDraft } from "../domain/fair/agenda-draft.ts";
export type { AgendaPort } from "../runtime/agenda/port.ts";

/** The board of the rooms, now or at a past minute, from the journal. */
export type OccupancyPort = {
  board(fairId: FairId, at?: Instant): Promise<BoardState | undefined>;
  present(
    fairId: FairId,
    roomId: RoomId,
  ): Promise<{ readonly present: number; readonly capacity: number } | undefined>;
};

/** What the socket edge gives back to whoever starts and stops it. */
export type LiveServer = {
  /** Tells every socket to reconnect elsewhere, then closes them. */
  close(): Promise<void>;
};

/** Who asks, as HTTP routes, pages and sockets know it. */
export type Identity = {
  readonly principal: Principal;
  readonly via: "nobody" | "session" | "token";
  /** What forms and scripts of this session send back; null without a session. */
  readonly csrf: string | null;
};
