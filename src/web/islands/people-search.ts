import { useRef, useState } from "preact/hooks";
import { actions } from "../actions.ts";

export type FoundPerson = { readonly badge: string; readonly name: string; readonly organisation: string };
export type PeopleSearch = {
  readonly query: string;
  readonly found: readonly FoundPerson[];
  readonly settled: boolean;
  readonly failed: boolean;
  search(query: string): void;
};

/** People of the fair by name, asked for a moment after the last key. */
export function usePeople(fair: string): PeopleSearch {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<readonly FoundPerson[]>([]);
  const [settled, setSettled] = useState(true);
  const [failed, setFailed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef("");

  const ask = async (text: string) => {
    const answer = await fetch(`${actions.people(fair)}?q=${encodeURIComponent(text)}`).catch(() => null);
    if (asked.current !== text) return;
    setFailed(answer?.ok !== true);
    if (answer?.ok === true) setFound((await answer.json()) as readonly FoundPerson[]);
    setSettled(true);
  };
  const search = (text: string) => {
    setQuery(text);
    asked.current = text.trim();
    clearTimeout(timer.current);
    if (asked.current.length < 2) return setFound([]);
    setSettled(false);
    timer.current = setTimeout(() => void ask(asked.current), 200);
  };
  return { query, found, settled, failed, search };
}
