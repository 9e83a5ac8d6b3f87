import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

export type TagTone = "leaf" | "sky" | "saffron" | "terra" | "plain";

export function Tag(props: { readonly tone?: TagTone; readonly children: ComponentChildren }): JSX.Element {
  return <span class={`tag tag-${props.tone ?? "plain"}`}>{props.children}</span>;
}

/** The heading of a page, with what comes before and after it. */
export function PageHead(props: {
  readonly over?: ComponentChildren;
  readonly title: string;
  readonly lead?: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="page-head">
      {props.over !== undefined && <p class="soft">{props.over}</p>}
      <h1>{props.title}</h1>
      {props.lead !== undefined && <p class="lead soft">{props.lead}</p>}
      {props.children}
    </div>
  );
}

/** A titled part of a page; `id` names it in links and for screen readers. */
export function Section(props: {
  readonly id: string;
  readonly title: string;
  readonly aside?: ComponentChildren;
  readonly card?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section
      class={props.card === true ? "card stack" : "stack"}
      aria-labelledby={`${props.id}-title`}
      id={props.id}
    >
      <div class="row-between">
        <h2 id={`${props.id}-title`}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

/** Nothing here yet: why, and what to do about it. */
export function EmptyState(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="empty">
      <Icon name={props.icon} />
      <div class="stack-small">
        <p class="strong">{props.title}</p>
        {props.children}
      </div>
    </div>
  );
}

/** One number and what it counts. */
export function Figure(props: { readonly value: string; readonly label: string }): JSX.Element {
  return (
    <div class="figure-card">
      <dt class="soft">{props.label}</dt>
      <dd class="figure-value figures">{props.value}</dd>
    </div>
  );
}
