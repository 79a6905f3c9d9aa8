import type { ReactElement } from 'react';
import { formatCount } from '../format/number.js';

interface ChartTableProps {
  caption: string;
  columns: readonly string[];
  rows: readonly { head: string; cells: readonly number[] }[];
}

/** The figures behind a chart, folded away until they are asked for. */
export function ChartTable({ caption, columns, rows }: ChartTableProps): ReactElement {
  return (
    <details className="text-xs">
      <summary className="w-fit rounded text-ink-muted hover:text-ink">Show as a table</summary>
      <section
        aria-label={caption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus scrolls by keyboard.
        tabIndex={0}
        className="mt-2 max-h-72 overflow-auto rounded-lg border border-line"
      >
        <table className="w-full tabular-nums">
          <caption className="sr-only">{caption}</caption>
          <thead className="bg-sunken text-ink-muted">
            <tr>
              {columns.map((column, index) => (
                <th
                  key={column}
                  scope="col"
                  className={`px-3 py-1.5 font-medium ${index === 0 ? 'text-left' : 'text-right'}`}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map(({ head, cells }) => (
              <tr key={head}>
                <th scope="row" className="px-3 py-1 text-left font-normal">
                  {head}
                </th>
                {cells.map((cell, index) => (
                  <td key={columns[index + 1]} className="px-3 py-1 text-right">
                    {formatCount(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
