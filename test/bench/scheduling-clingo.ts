import { Worker } from "node:worker_threads";
import type { Problem } from "../../src/scheduling/problem.ts";

const RULES = `
1 { at(M,S) : may(M,S) } 1 :- meeting(M).
:- at(M,S), at(N,S), of(M,P), of(N,P), M < N.
:- slot(S), places(C), #count { M : at(M,S) } > C.
:- after(M,E), at(M,S), at(E,T), T >= S.
busy(P,S) :- at(M,S), of(M,P).
left(P,S) :- busy(P,S+1), slot(S).
left(P,S) :- left(P,S+1), slot(S).
gap(P,S) :- busy(P,S-1), not busy(P,S), left(P,S), slot(S).
:- spread(K), person(P), #count { S : gap(P,S) } > K.
#minimize { 1,P,S : gap(P,S) }.
#show at/2.`;

export type ClingoAnswer = {
  result: "optimum" | "infeasible" | "stopped";
  breaks: number | undefined;
  seconds: number;
};

/** The same problem for clingo in WebAssembly, in a thread that is ended when its CPU seconds are used up. */
export function solveWithClingo(problem: Problem, seconds: number): Promise<ClingoAnswer> {
  const start = process.cpuUsage();
  const elapsed = () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  const code = `
    const { parentPort, workerData } = require("node:worker_threads");
    require("clingo-wasm").run(workerData, 0, ["--opt-strategy=usc,stratify", "--configuration=tweety"])
      .then((answer) => parentPort.postMessage(answer));`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(code, { eval: true, workerData: RULES + factsOf(problem) });
    const timer = setInterval(() => {
      if (elapsed() < seconds) return;
      clearInterval(timer);
      void worker.terminate();
      resolve({ result: "stopped", breaks: undefined, seconds: elapsed() });
    }, 100);
    worker.on("error", reject);
    worker.on("message", (answer: { Result: string; Call?: { Witnesses?: { Costs?: number[] }[] }[] }) => {
      clearInterval(timer);
      void worker.terminate();
      const costs = answer.Call?.[0]?.Witnesses?.at(-1)?.Costs;
      const result =
        answer.Result === "UNSATISFIABLE"
          ? "infeasible"
          : answer.Result === "OPTIMUM FOUND"
            ? "optimum"
            : "stopped";
      resolve({ result, breaks: result === "infeasible" ? undefined : costs?.[0], seconds: elapsed() });
    });
  });
}

function factsOf(problem: Problem): string {
  const person = new Map(problem.participants.map((own, index) => [own.id, index]));
  const meeting = new Map(problem.meetings.map((own, index) => [own.id, index]));
  const away = new Map(problem.participants.map((own) => [own.id, new Set(own.unavailable)]));
  const places = typeof problem.places === "number" ? problem.places : problem.places.length;
  const facts = [
    `places(${places}).`,
    `slot(0..${problem.slots - 1}).`,
    `person(0..${problem.participants.length - 1}).`,
  ];
  if (problem.maxBreakSpread !== undefined) facts.push(`spread(${problem.maxBreakSpread}).`);
  problem.meetings.forEach((own, index) => {
    facts.push(`meeting(${index}).`);
    for (const id of own.participants) facts.push(`of(${index},${person.get(id)}).`);
    for (const id of own.after ?? []) facts.push(`after(${index},${meeting.get(id)}).`);
    for (let slot = 0; slot < problem.slots; slot += 1) {
      if (own.slots?.includes(slot) === false || (own.fixedSlot ?? slot) !== slot) continue;
      if (own.participants.some((id) => away.get(id)?.has(slot))) continue;
      facts.push(`may(${index},${slot}).`);
    }
  });
  return `\n${facts.join("\n")}`;
}
