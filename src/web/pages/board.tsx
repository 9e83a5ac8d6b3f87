import type { Page } from "../frame.ts";
import { Island } from "../island.tsx";
import type { BoardProps } from "../islands/board.tsx";
import type { DoorProps } from "../islands/door.tsx";
import type { ScanProps } from "../islands/scan.tsx";

/** The rooms now, or at a past minute. */
export function boardPage(props: BoardProps): Page {
  return {
    title: (t) => t.board.title,
    section: "board",
    width: "wide",
    body: <Island name="Board" props={props} />,
  };
}

/** What hangs at the door of a room. */
export function doorPage(props: DoorProps): Page {
  return { title: props.room.name, section: null, width: "wide", body: <Island name="Door" props={props} /> };
}

/** Check-in at a door, on a phone. */
export function scanPage(props: ScanProps): Page {
  return {
    title: (t) => t.scan.title,
    section: "scan",
    width: "narrow",
    body: <Island name="Scan" props={props} />,
  };
}
