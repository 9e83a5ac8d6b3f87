import { useEffect } from "preact/hooks";
import type { Watcher } from "../../live/watch-topic.ts";

const againMs = 3_000;

/** Follows a topic while the part is on the page; the socket's code is fetched apart, and again if that failed. */
export function useTopic<Snapshot, Change>(watcher: Watcher<Snapshot, Change>): void {
  useEffect(() => {
    let stop = () => {};
    let gone = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const start = () =>
      import("../client/live.ts").then(
        ({ watch }) => {
          if (!gone) stop = watch(watcher);
        },
        () => {
          watcher.status?.("off");
          again = setTimeout(start, againMs);
        },
      );
    void start();
    return () => {
      gone = true;
      clearTimeout(again);
      stop();
    };
  }, [watcher.topic]);
}
