import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const scan: Catalogue["scan"] = {
  title: "Check-in",
  room: "Door of",
  direction: "Direction",
  in: "In",
  out: "Out",
  arrived: "At the meeting",
  over: "Meeting over",
  act: { in: "Check in", out: "Check out", arrived: "Check in at the table", over: "End the meeting" },
  camera: "Camera image",
  startCamera: "Read badges with the camera",
  stopCamera: "Stop the camera",
  noCamera: "This device does not read QR codes: type the badge’s code or search for the name.",
  cameraRefused: "The camera is not allowed. Type the code or search for the name.",
  code: "Badge code",
  byName: "Search for a name or an organisation",
  nobodyFound: "Nobody by that name.",
  searchOffline: "Searching needs the network. The badge’s code will do, even without network.",
  waiting: (count) =>
    plural("en", count, {
      one: "# scan waits for the network; it will leave by itself.",
      other: "# scans wait for the network; they will leave by themselves.",
    }),
  allSent: "Everything is sent.",
  last: "Last scans",
  nobodyYet: "Nobody yet.",
  state: { waiting: "waiting", sent: "sent", refused: "refused" },
  doorOpen: "Come in, there is room",
  doorNearlyFull: "Nearly full",
  doorFull: "Full: please wait",
  expected: "Expected",
  nobodyExpected: "No meeting within the hour.",
};
