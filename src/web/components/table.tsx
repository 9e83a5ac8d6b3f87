import type { ComponentChildren, JSX } from "preact";

export type Column = { readonly key: string; readonly label: string; readonly numeric?: boolean };
export type Row = { readonly key: string; readonly cells: Readonly<Record<string, ComponentChildren>> };

/** A table with its caption; on a narrow screen each row stacks, its cells keeping their headings. */
export function Table(props: {
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}): JSX.Element {
  return (
    <table class="table">
      <caption class={props.captionHidden === true ? "hidden-visually" : ""}>{props.caption}</caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column.key} scope="col" class={column.numeric === true ? "numeric" : ""}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.key}>
            {props.columns.map((column) => (
              <td key={column.key} data-label={column.label} class={column.numeric === true ? "numeric" : ""}>
                <div>{row.cells[column.key]}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
