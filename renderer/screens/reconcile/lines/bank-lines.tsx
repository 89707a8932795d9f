/** Every line of every statement: found by name, text, reference or sum, by account, state, day and direction. */
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BankLineFilter, BankLineRow } from '../../../../main/features/statements/contract';
import { ExportButton } from '../../../exporting/export-button';
import { useWords } from '../../../locales/words';
import { go, type Place } from '../../../navigation';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { useVersion } from '../../../rpc/live';
import type { TableColumn } from '../../../table/column';
import { ColumnPicker } from '../../../table/column-picker';
import { copyRows } from '../../../table/copy-rows';
import { DataTable } from '../../../table/data-table';
import { FindField } from '../../../table/filters';
import type { TableLayout } from '../../../table/layout';
import type { LoadPage } from '../../../table/pages';
import { nothingSelected } from '../../../table/selection';
import { useTableLayout } from '../../../table/use-layout';
import { EmptyState, FailureNotice } from '../../../ui/notices';
import { Tabs } from '../../../ui/screen';
import type { PartProps } from '../tabs';
import { isDim, useLineColumns } from './line-columns';
import { LineFilters } from './line-filters';
import { LineStub } from './line-stub';
import { isNarrowed, type LineSort, readLineFilter, readLineSort, writeLineQuery } from './lines-place';

const states = ['All', 'open', 'matched', 'split'] as const;

function useTotals(filter: BankLineFilter) {
  return useQuery({
    queryKey: ['statements', 'totals', filter],
    queryFn: ({ signal }) => api.statements.totals({ filter }, { signal }),
    placeholderData: keepPreviousData,
  });
}

function None({ filter, onClear }: { filter: BankLineFilter; onClear(): void }) {
  const { say } = useWords();
  if (!isNarrowed(filter) && filter.state === undefined)
    return <EmptyState title={say('bankLine.none')} text={say('statement.noneWhat')} />;
  return (
    <EmptyState title={say('bankLine.noneFound')} text={say('bankLine.noneFoundWhat')}>
      <Button onClick={onClear}>{say('filter.clearAll')}</Button>
    </EmptyState>
  );
}

function useLinesPlace(place: Place) {
  const listKey = JSON.stringify(writeLineQuery(readLineFilter(place.query), readLineSort(place.query)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query's meaning
  const [filter, sort] = useMemo(() => [readLineFilter(place.query), readLineSort(place.query)] as const, [listKey]);
  const show = useCallback(
    (next: BankLineFilter, by: LineSort, id: string | null, how: 'push' | 'replace' = 'replace') => {
      go({ screen: 'reconcile', id, query: writeLineQuery(next, by) }, how);
    },
    [],
  );
  const { id } = place;
  return {
    ...{ filter, sort, listKey, id },
    setFilter: useCallback((next: BankLineFilter) => show(next, sort, id), [show, sort, id]),
    setSort: (next: LineSort) => show(filter, next, id),
    open: (openId: string | null, how?: 'push' | 'replace') => show(filter, sort, openId, how),
  };
}
type LinesPlace = ReturnType<typeof useLinesPlace>;
type Find = RefObject<HTMLInputElement | null>;

interface TableProps {
  at: LinesPlace;
  count: number | null;
  columns: TableColumn<BankLineRow>[];
  layout: TableLayout;
  onLayout(next: TableLayout): void;
  find: Find;
}

function LinesTable({ at, count, columns, layout, onLayout, find }: TableProps) {
  const { say } = useWords();
  const { filter, sort, listKey, id } = at;
  const [selection, setSelection] = useState(nothingSelected);
  const stepper = useRef<((places: 1 | -1) => void) | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names the list
  useEffect(() => setSelection(nothingSelected), [listKey]);
  const load: LoadPage<BankLineRow> = useCallback(
    (request, signal) => api.statements.lines({ filter, sort, ...request }, { signal }),
    [filter, sort],
  );
  return (
    <div className="columns">
      <DataTable
        label={say('reconcile.lines')}
        columns={columns}
        layout={layout}
        onLayout={onLayout}
        rowId={(row) => row.id}
        listKey={listKey}
        version={useVersion('statements')}
        load={load}
        count={count}
        sort={sort}
        onSort={(next) => at.setSort(readLineSort({ sort: `${next.column}.${next.direction}` }))}
        openId={id}
        onOpen={(row, how) => at.open(row.id, how)}
        onClose={() => at.open(null)}
        selection={selection}
        onSelection={setSelection}
        isDim={isDim}
        tickLabel={(row) => say('bankLine.tick', { day: row?.day ?? '' })}
        onFind={() => find.current?.focus()}
        onCopy={(rows) => copyRows(rows, columns, layout)}
        stepper={stepper}
        empty={<None filter={filter} onClear={() => at.setFilter({})} />}
        failed={(error, retry) => <FailureNotice failure={failureOf(error)} onRetry={retry} />}
      />
      {id !== null && <LineStub id={id} onClose={() => at.open(null)} onStep={(places) => stepper.current?.(places)} />}
    </div>
  );
}

export function BankLines({ place }: PartProps) {
  const { say, count } = useWords();
  const at = useLinesPlace(place);
  const { filter, setFilter } = at;
  const setText = useCallback(
    (text: string) => {
      const { text: _, ...rest } = filter;
      setFilter(text ? { ...rest, text } : rest);
    },
    [filter, setFilter],
  );
  const columns = useLineColumns();
  const [layout, setLayout] = useTableLayout('bank-lines', columns);
  const totals = useTotals(filter).data;
  const find = useRef<HTMLInputElement>(null);
  const { state: _, ...anyState } = filter;
  return (
    <>
      <Tabs
        label={say('bankLine.lists')}
        tabs={states.map((value) => ({
          value,
          label: value === 'All' ? say('bankLine.all') : say(`bankLine.${value}`),
          count: totals ? count(totals.counts[value]) : null,
        }))}
        value={filter.state ?? 'All'}
        onChange={(value) => setFilter(value === 'All' ? anyState : { ...anyState, state: value })}
      >
        <FindField label={say('bankLine.find')} value={filter.text ?? ''} onChange={setText} field={find} />
        <ColumnPicker columns={columns} layout={layout} onLayout={setLayout} />
        <ExportButton of={{ list: 'bank-lines', filter }} />
      </Tabs>
      <LineFilters filter={filter} onFilter={setFilter} totals={totals} />
      <LinesTable
        at={at}
        count={totals ? totals.counts[filter.state ?? 'All'] : null}
        columns={columns}
        layout={layout}
        onLayout={setLayout}
        find={find}
      />
    </>
  );
}
