import { parentPort } from "node:worker_threads";
import { createFairLists, type FairLists, type ListChange } from "./fair-lists.ts";

export type Question =
  | { readonly type: "list"; readonly organisation: string; readonly top: number }
  | { readonly type: "explain"; readonly organisation: string; readonly other: string }
  | { readonly type: "advise"; readonly organisation: string }
  | { readonly type: "closed"; readonly organisation: string; readonly other: string }
  | { readonly type: "coverage" };
export type MatchingTask =
  | { readonly type: "open"; readonly fair: string; readonly today: string }
  | { readonly type: "take"; readonly fair: string; readonly changes: readonly ListChange[] }
  | { readonly type: "ask"; readonly fair: string; readonly id: number; readonly question: Question };
export type MatchingMessage =
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "fault"; readonly id: number; readonly message: string }
  | { readonly type: "lifted"; readonly fair: string }
  /** One change could not be taken; all others are. */
  | { readonly type: "refused"; readonly fair: string; readonly message: string };

const fairs = new Map<string, FairLists>();

parentPort?.on("message", (task: MatchingTask) => {
  if (task.type === "open") open(task.fair, task.today);
  else if (task.type === "take") take(task.fair, task.changes);
  else
    answer(task.fair, task.question).then(
      (value) => tell({ type: "answer", id: task.id, value }),
      (fault: unknown) => tell({ type: "fault", id: task.id, message: String(fault) }),
    );
});

function open(fair: string, today: string): void {
  const pause = (): Promise<void> => new Promise((resume) => setImmediate(resume));
  fairs.set(fair, createFairLists({ today, pause, onLifted: () => tell({ type: "lifted", fair }) }));
}

function take(fair: string, changes: readonly ListChange[]): void {
  for (const change of changes)
    try {
      fairs.get(fair)?.take(change);
    } catch (fault) {
      tell({ type: "refused", fair, message: `${describe(change)}: ${String(fault)}` });
    }
}

function describe(change: ListChange): string {
  return change.type === "present" ? change.organisation.id : change.type;
}

async function answer(fair: string, question: Question): Promise<unknown> {
  const lists = fairs.get(fair);
  if (!lists) throw new Error(`the matching thread does not know ${fair}`);
  switch (question.type) {
    case "list":
      return lists.list(question.organisation, question.top);
    case "explain":
      return lists.explain(question.organisation, question.other);
    case "advise":
      return lists.advise(question.organisation);
    case "closed":
      return lists.closed(question.organisation, question.other);
    case "coverage":
      return lists.coverage();
    default:
      return question satisfies never;
  }
}

function tell(message: MatchingMessage): void {
  parentPort?.postMessage(message);
}
