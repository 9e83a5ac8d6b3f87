import type { CommandIo } from "./cli/io.ts";
import { readEnvironment } from "./config.ts";

type Command = { readonly about: string; run(args: readonly string[], io: CommandIo): Promise<number> };

const commands: Readonly<Record<string, Command>> = {
  serve: {
    about: "the server, configured by the environment",
    run: async (args, io) => (await import("./cli/serve.ts")).runServe(args, io),
  },
  demo: {
    about: "a fictional fair with people in it, on a store of its own",
    run: async (args, io) => (await import("./demo/demo.ts")).runDemo(args, io, readEnvironment()),
  },
  backup: {
    about: "journal and vault of a running server, into one file",
    run: async (args, io) => (await import("./cli/backup.ts")).runBackup(args, io, readEnvironment()),
  },
  restore: {
    about: "a backup, into an empty store of either engine",
    run: async (args, io) => (await import("./cli/backup.ts")).runRestore(args, io, readEnvironment()),
  },
  match: {
    about: "ranked and explained candidates for the needs of a file",
    run: async (args, io) => (await import("./cli/match.ts")).runMatch(args, io),
  },
  evaluate: {
    about: "measures of the matching on judged pairs",
    run: async (args, io) => (await import("./cli/evaluate.ts")).runEvaluate(args, io),
  },
  schedule: {
    about: "an agenda for a scheduling problem",
    run: async (args, io) => (await import("./cli/schedule.ts")).runSchedule(args, io),
  },
  verify: {
    about: "an independent check of an agenda",
    run: async (args, io) => (await import("./cli/verify.ts")).runVerify(args, io),
  },
};

/** Runs one command; the exit code is its own, 2 when there is no such command. */
async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  const [name = "help", ...args] = argv;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command.run(args, io);
  const isHelp = name === "help" || name === "--help" || name === "-h";
  const lines = Object.entries(commands).map(([each, { about }]) => `  ${each.padEnd(10)}${about}\n`);
  (isHelp ? io.out : io.err)(
    `${isHelp ? "" : `unknown command: ${name}\n`}usage: node dist/main.js COMMAND\n${lines.join("")}`,
  );
  return isHelp ? 0 : 2;
}

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
