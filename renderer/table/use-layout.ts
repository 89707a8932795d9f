/** A table's remembered columns. */
import { useCallback, useMemo } from 'react';
import { usePreference } from '../rpc/use-preference';
import type { TableColumn } from './column';
import { plainLayout, readLayout, type TableLayout } from './layout';

/** `table` names it for good: `payments`. */
export function useTableLayout(
  table: string,
  columns: readonly TableColumn<unknown>[],
): [TableLayout, (next: TableLayout) => void] {
  const { value, set } = usePreference(`table.${table}`);
  const layout = useMemo(() => {
    const kept = value ? readLayout(value, columns) : null;
    return kept ?? plainLayout(columns);
  }, [value, columns]);
  return [layout, useCallback((next) => set(JSON.stringify(next)), [set])];
}
