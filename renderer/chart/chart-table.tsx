/** The figures of a chart as a table: the same numbers, each row leading to the payments behind it. */
export interface FigureRow {
  key: string;
  name: string;
  /** Written for people, one per column. */
  cells: readonly string[];
  /** The same as exact values for a file; left out: the cells as they are written. */
  raw?: readonly string[];
  /** The rows behind it; null when there are none. */
  href: string | null;
}

export interface Figures {
  /** The head of the names, then of each column. */
  head: readonly string[];
  rows: readonly FigureRow[];
  /** What stands under the first and the last bar. */
  ends?: readonly [string, string];
}

export function ChartTable({ title, figures }: { title: string; figures: Figures }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className="chart-table" aria-label={title} tabIndex={0}>
      <table>
        <caption className="aloud">{title}</caption>
        <thead>
          <tr>
            {figures.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.rows.map(({ key, name, cells, href }) => (
            <tr key={key}>
              <th scope="row">
                {href === null ? (
                  name
                ) : (
                  <a className="link" href={href}>
                    {name}
                  </a>
                )}
              </th>
              {cells.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are fixed
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
