/** Files that came in, as a table with a line for each; all of them leave as a list. */
import type { ComponentProps, ReactNode } from 'react';
import { ExportButton } from '../../../exporting/export-button';
import { LatestOnly } from '../../../ui/latest-only';
import { ScreenScroll } from '../../../ui/screen';

interface FilesSheetProps {
  label: string;
  list: ComponentProps<typeof ExportButton>['of'];
  /** `isFigure`: it stands at the right. */
  heads: readonly { label: string; isFigure: boolean }[];
  lines: readonly ReactNode[];
  /** As many lines as were asked for. */
  most: number;
  /** What is open over it. */
  children: ReactNode;
}

export function FilesSheet({ label, list, heads, lines, most, children }: FilesSheetProps) {
  return (
    <ScreenScroll label={label} className="reconcile-sheet">
      <div className="sheet-deeds">
        <ExportButton of={list} />
      </div>
      <table className="planned statement-table" aria-label={label}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head.label} scope="col" className={head.isFigure ? 'planned-money' : undefined}>
                {head.label}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>{lines}</tbody>
      </table>
      <LatestOnly rows={lines.length} most={most} leaves />
      {children}
    </ScreenScroll>
  );
}
