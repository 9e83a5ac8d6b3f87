import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Journal } from "../journal/journal.ts";

export type Metrics = {
  readonly registry: Registry;
  readonly commands: Counter<"type" | "outcome">;
  readonly appendSeconds: Histogram<"outcome">;
  readonly requestSeconds: Histogram<"method" | "route" | "status">;
  readonly sockets: Gauge;
  readonly mails: Counter<"outcome">;
};

/** One registry for each server, so that two in a process do not mix. */
export function createMetrics(options: { readonly withProcess: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.withProcess) collectDefaultMetrics({ register: registry, prefix: "coventis_" });
  return {
    registry,
    commands: new Counter({
      name: "coventis_commands_total",
      help: "Commands decided, by type and outcome (ok or the code of the refusal)",
      labelNames: ["type", "outcome"],
      registers,
    }),
    appendSeconds: new Histogram({
      name: "coventis_journal_append_seconds",
      help: "Time until a commit is on disk",
      labelNames: ["outcome"],
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    requestSeconds: new Histogram({
      name: "coventis_http_request_seconds",
      help: "Time to answer a request, by route",
      labelNames: ["method", "route", "status"],
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
    sockets: new Gauge({ name: "coventis_sockets", help: "Live sockets connected to this node", registers }),
    mails: new Counter({
      name: "coventis_mails_total",
      help: "Attempts to deliver a mail, by outcome",
      labelNames: ["outcome"],
      registers,
    }),
  };
}

/** The journal, with the time of its appends measured. */
export function measureJournal(journal: Journal, metrics: Metrics): Journal {
  return {
    ...journal,
    async append(stream, expectedVersion, events) {
      const stop = metrics.appendSeconds.startTimer();
      try {
        const outcome = await journal.append(stream, expectedVersion, events);
        stop({ outcome: outcome.ok ? "ok" : "conflict" });
        return outcome;
      } catch (error) {
        stop({ outcome: "error" });
        throw error;
      }
    },
  };
}
