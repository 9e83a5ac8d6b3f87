import type { ComponentChildren, JSX } from "preact";
import type { Notice as NoticeData, NoticeTone } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

const icons: Record<NoticeTone, IconName> = {
  success: "check",
  info: "info",
  warning: "triangle-alert",
  error: "circle-alert",
};

/** A sentence to be noticed; its tone is said in words to those who do not see the colour. */
export function Notice(props: {
  readonly tone: NoticeTone;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { t } = useI18n();
  return (
    <div class={`notice notice-${props.tone}`} role={props.tone === "error" ? "alert" : undefined}>
      <Icon name={icons[props.tone]} />
      <div>
        <span class="hidden-visually">{t.common.notice[props.tone]}. </span>
        {props.children}
      </div>
    </div>
  );
}

/** What the last action did, above the page. */
export function NoticeList({ notices }: { readonly notices: readonly NoticeData[] }): JSX.Element | null {
  if (notices.length === 0) return null;
  return (
    <div class="notices" role="status">
      {notices.map((notice) => (
        <Notice key={notice.text} tone={notice.tone}>
          {notice.text}
        </Notice>
      ))}
    </div>
  );
}
