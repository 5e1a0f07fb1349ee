import type { Child } from 'hono/jsx';

/** A column: its words, and how a row is shown in it. The first column names the row. */
export type Column<Item> = { label: string; cell: (item: Item) => Child; number?: boolean };

/** A table that becomes cards on a phone: each cell then says its column. `caption` may be hidden, never absent. */
export const Table = <Item,>({
  caption,
  hideCaption,
  columns,
  rows,
}: {
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<Item>[];
  rows: readonly Item[];
}) => (
  <table class="table">
    <caption class={hideCaption ? 'hide' : undefined}>{caption}</caption>
    <thead>
      <tr>
        {columns.map(({ label, number }) => (
          <th scope="col" class={number ? 'number' : undefined}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr>
          {columns.map(({ label, cell, number }, at) =>
            at === 0 ? (
              <th scope="row">{cell(row)}</th>
            ) : (
              <td data-label={label} class={number ? 'number' : undefined}>
                <span>{cell(row)}</span>
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
);

/** Facts about one thing: term and description, side by side on a wide screen. */
export const DefinitionList = ({ items }: { items: readonly { term: string; description: Child }[] }) => (
  <dl class="facts">
    {items.map(({ term, description }) => (
      <div>
        <dt>{term}</dt>
        <dd>{description}</dd>
      </div>
    ))}
  </dl>
);
