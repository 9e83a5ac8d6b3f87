import type { JSX } from "preact";
import { type IslandName, type IslandProps, islandNamed } from "./islands/registry.ts";

/** A live part: rendered here, then hydrated by the browser from the props beside it. */
export function Island<Name extends IslandName>(props: {
  readonly name: Name;
  readonly props: IslandProps<Name>;
}): JSX.Element {
  const Component = islandNamed(props.name);
  if (Component === null) throw new Error(`No live part named ${props.name}`);
  return (
    <div data-island={props.name}>
      <script type="application/json" dangerouslySetInnerHTML={{ __html: toSafeJson(props.props) }} />
      <div data-island-root>
        <Component {...props.props} />
      </div>
    </div>
  );
}

/** JSON that cannot close the script element that carries it. */
export function toSafeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
