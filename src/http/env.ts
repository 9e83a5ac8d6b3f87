import type { Locale } from "../i18n/catalogue.ts";
import type { Identity } from "./services.ts";

/** What the middlewares leave on the context for routes and pages: `c.var.identity.principal`, `c.var.locale`… */
export type AppEnv = {
  Variables: {
    requestId: string;
    /** Who asks; set for every request, nobody included. */
    identity: Identity;
    /** The reader's language. */
    locale: Locale;
    /** The network address that limits count by. */
    address: string;
  };
};
