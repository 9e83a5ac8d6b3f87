import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatTime } from "../../i18n/format.ts";
import { rejectionText } from "../../i18n/rejections.ts";
import { Icon } from "../components/icon.tsx";
import { Notice } from "../components/notice.tsx";
import { useI18n } from "../i18n-context.ts";
import { usePeople } from "./people-search.ts";
import { type ScanKind, type Scanned, useScanQueue } from "./scan-queue.ts";

export type ScanProps = {
  readonly fair: string;
  readonly rooms: readonly { readonly id: string; readonly name: string }[];
  /** The room chosen last, or the first. */
  readonly room: string;
  readonly direction: ScanKind;
};

const kinds: readonly ScanKind[] = ["in", "out", "arrived", "over"];

/** Checks people in and out: camera, typed code or name; what has no network waits in the phone. */
export function Scan(props: ScanProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const [room, setRoom] = useState(props.room);
  const [direction, setDirection] = useState(props.direction);
  const [code, setCode] = useState("");
  const queue = useScanQueue(props.fair);
  const people = usePeople(props.fair);
  const scan = (badge: string, name: string | null) => queue.add({ badge, name, roomId: room, direction });
  return (
    <div class="stack">
      <h1>{t.scan.title}</h1>
      <div class="fields-2">
        {(direction === "in" || direction === "out") && (
          <div class="field">
            <label class="label" for="scan-room">
              {t.scan.room}
            </label>
            <select
              class="select"
              id="scan-room"
              value={room}
              onChange={(event) => setRoom(event.currentTarget.value)}
            >
              {props.rooms.map((one) => (
                <option key={one.id} value={one.id} selected={one.id === room}>
                  {one.name}
                </option>
              ))}
            </select>
          </div>
        )}
        <fieldset class="fieldset">
          <legend>{t.scan.direction}</legend>
          <div class="switch-line">
            {kinds.map((one) => (
              <button
                key={one}
                type="button"
                class={`button ${one === direction ? "button-main" : ""}`}
                aria-pressed={one === direction}
                onClick={() => setDirection(one)}
              >
                {t.scan[one]}
              </button>
            ))}
          </div>
        </fieldset>
      </div>
      <p class={`queue ${queue.waiting > 0 ? "queue-waiting" : ""}`} role="status">
        <Icon name={queue.waiting > 0 ? "wifi-off" : "wifi"} />
        {queue.waiting > 0 ? t.scan.waiting(queue.waiting) : t.scan.allSent}
      </p>
      <Camera onBadge={(badge) => scan(badge, null)} />
      <form
        class="inline-form card"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() === "") return;
          scan(code.trim(), null);
          setCode("");
        }}
      >
        <div class="field">
          <label class="label" for="scan-code">
            {t.scan.code}
          </label>
          <input
            class="input"
            id="scan-code"
            autocomplete="off"
            autocapitalize="none"
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="button button-main">
          {t.scan.act[direction]}
        </button>
      </form>
      <div class="card stack-small">
        <div class="field">
          <label class="label" for="scan-name">
            {t.scan.byName}
          </label>
          <input
            class="input"
            id="scan-name"
            type="search"
            autocomplete="off"
            value={people.query}
            onInput={(event) => people.search(event.currentTarget.value)}
          />
        </div>
        {people.failed && <Notice tone="warning">{t.scan.searchOffline}</Notice>}
        <ul class="plain stack-small" aria-live="polite">
          {people.found.map((person) => (
            <li key={person.badge} class="row-between bordered">
              <span>
                <span class="strong">{person.name}</span>
                <span class="soft"> · {person.organisation}</span>
              </span>
              <button type="button" class="button" onClick={() => scan(person.badge, person.name)}>
                {t.scan.act[direction]}
                <span class="hidden-visually"> {person.name}</span>
              </button>
            </li>
          ))}
          {people.query.length > 1 && people.settled && people.found.length === 0 && (
            <li class="soft">{t.scan.nobodyFound}</li>
          )}
        </ul>
      </div>
      <section class="stack-small" aria-labelledby="scan-last">
        <h2 id="scan-last">{t.scan.last}</h2>
        <ul class="plain stack-small" aria-live="polite">
          {queue.last.map((one) => (
            <Line key={one.scanId} scanned={one} time={formatTime(one.scannedAt, i18n)} />
          ))}
        </ul>
        {queue.last.length === 0 && <p class="soft">{t.scan.nobodyYet}</p>}
      </section>
    </div>
  );
}

function Line({ scanned, time }: { scanned: Scanned; time: string }): JSX.Element {
  const { t } = useI18n();
  const refused = scanned.state === "refused";
  return (
    <li class={`scan-line scan-${scanned.state}`}>
      <Icon name={refused ? "circle-alert" : scanned.state === "sent" ? "check" : "clock"} />
      <span class="figures">{time}</span>
      <span class="strong">{scanned.name ?? scanned.badge}</span>
      <span>
        {refused
          ? rejectionText(scanned.code ?? "unknown", t)
          : `${t.scan[scanned.direction]} · ${t.scan.state[scanned.state]}`}
      </span>
    </li>
  );
}

type Detector = { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };

function Camera({ onBadge }: { onBadge: (badge: string) => void }): JSX.Element {
  const { t } = useI18n();
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onBadge);
  latest.current = onBadge;
  const [state, setState] = useState<"unknown" | "none" | "off" | "on" | "refused">("unknown");
  useEffect(() => {
    setState("BarcodeDetector" in window && navigator.mediaDevices !== undefined ? "off" : "none");
  }, []);
  useEffect(() => {
    const element = video.current;
    if (state !== "on" || element === null) return;
    return readCamera(
      element,
      (badge) => latest.current(badge),
      () => setState("refused"),
    );
  }, [state]);
  if (state === "unknown") return <div class="camera" />;
  if (state === "none") return <p class="soft">{t.scan.noCamera}</p>;
  return (
    <div class="camera stack-small">
      {state === "refused" && <Notice tone="warning">{t.scan.cameraRefused}</Notice>}
      {state === "on" && (
        <video class="camera-view" ref={video} muted playsInline aria-label={t.scan.camera} />
      )}
      <button
        type="button"
        class="button button-wide"
        onClick={() => setState(state === "on" ? "off" : "on")}
      >
        <Icon name="camera" />
        {state === "on" ? t.scan.stopCamera : t.scan.startCamera}
      </button>
    </div>
  );
}

// The same badge in front of the lens counts once.
const sameBadgeMs = 4_000;

function readCamera(
  video: HTMLVideoElement,
  onBadge: (badge: string) => void,
  onRefused: () => void,
): () => void {
  let stream: MediaStream | null = null;
  let stopped = false;
  let last = { badge: "", at: 0 };
  const make = (window as unknown as { BarcodeDetector: new (options: object) => Detector }).BarcodeDetector;
  const detector = new make({ formats: ["qr_code"] });
  const look = async () => {
    if (stopped) return;
    for (const found of await detector.detect(video).catch(() => [])) {
      const badge = found.rawValue.trim();
      if (badge === last.badge && performance.now() - last.at < sameBadgeMs) continue;
      last = { badge, at: performance.now() };
      navigator.vibrate?.(60);
      onBadge(badge);
    }
    setTimeout(look, 200);
  };
  navigator.mediaDevices
    .getUserMedia({ video: { facingMode: "environment" } })
    .then(async (opened) => {
      stream = opened;
      if (stopped) return stop();
      video.srcObject = opened;
      await video.play();
      void look();
    })
    .catch(onRefused);
  const stop = () => {
    stopped = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  return stop;
}
