/** Payments: every payment of the book, found, totalled, opened and exported. */
import './payments.css';
import { Button } from '@mantine/core';
import { lazy, type RefObject, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { PaymentFilter, PaymentRow } from '../../../main/features/payments/contract';
import { isId } from '../../../main/kernel/id';
import { statuses } from '../../../main/kernel/payment';
import { ImportButton } from '../../importing/import-button';
import { useWords } from '../../locales/words';
import { linkTo, type Place } from '../../navigation';
import { failureOf } from '../../rpc/failure';
import { useVersion } from '../../rpc/live';
import type { TableColumn } from '../../table/column';
import { ColumnPicker } from '../../table/column-picker';
import { copyRows } from '../../table/copy-rows';
import { DataTable } from '../../table/data-table';
import { FindField } from '../../table/filters';
import type { TableLayout } from '../../table/layout';
import { nothingSelected, type Selection } from '../../table/selection';
import { useTableLayout } from '../../table/use-layout';
import { makePayment } from '../../taking/asked';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead, Tabs } from '../../ui/screen';
import { useKey } from '../../ui/use-key';
import { isDim, usePaymentColumns } from './columns';
import { isFiltered, readSort } from './filter-query';
import { PaymentFilters } from './payment-filters';
import { PaymentStub } from './payment-stub';
import { SelectionLine } from './selection-line';
import { type PaymentsPlace, useChoices, useLoad, usePaymentsPlace, useTotals } from './use-payments';

const ExportDialog = lazy(async () => ({ default: (await import('../../exporting/export-dialog')).ExportDialog }));

/** A count that is not finished: *1,024+*. */
const atLeast = (count: string, exact: boolean) => (exact ? count : `${count}+`);

const tabs = ['All', ...statuses] as const;

function StatusTabs({ at, find }: { at: PaymentsPlace; find: RefObject<HTMLInputElement | null> }) {
  const { say, count } = useWords();
  const { filter, setFilter } = at;
  const totals = useTotals(filter);
  const setText = useCallback((text: string) => setFilter({ ...filter, text: text || undefined }), [filter, setFilter]);
  return (
    <Tabs
      label={say('payments.status')}
      tabs={tabs.map((value) => ({
        value,
        label: value === 'All' ? say('payments.all') : say(`status.${value}`),
        count: totals ? atLeast(count(totals.counts[value]), totals.exact) : null,
      }))}
      value={filter.status ?? 'All'}
      onChange={(value) => setFilter({ ...filter, status: value === 'All' ? undefined : value })}
    >
      <FindField label={say('payments.find')} value={filter.text ?? ''} onChange={setText} field={find} />
    </Tabs>
  );
}

function NoPayments({ at }: { at: PaymentsPlace }) {
  const { say } = useWords();
  const { filter, setFilter } = at;
  if (!isFiltered(filter) && filter.status === undefined)
    return (
      <EmptyState title={say('payments.noneYet')} text={say('payments.noneYetWhat')}>
        <a className="link" href={linkTo('settings')}>
          {say('sync.connectOne')}
        </a>
      </EmptyState>
    );
  return (
    <EmptyState title={say('payments.noneFound')} text={say('payments.noneFoundWhat')}>
      <Button onClick={() => setFilter({})}>{say('filter.clearAll')}</Button>
    </EmptyState>
  );
}

interface PaymentsTableProps {
  at: PaymentsPlace;
  count: number | null;
  gateways: ReadonlyMap<string, string>;
  columns: TableColumn<PaymentRow>[];
  layout: TableLayout;
  onLayout(next: TableLayout): void;
  find: RefObject<HTMLInputElement | null>;
  onExport(filter: PaymentFilter): void;
}

/** Some rows are those, whatever the filter will show; all of the filter but some stays a rule. */
function chosenFilter(filter: PaymentFilter, selection: Selection): PaymentFilter {
  const ids = [...selection.ids].filter(isId);
  if (selection.kind === 'some') return { only: ids };
  return ids.length === 0 ? filter : { ...filter, without: ids };
}

/** Another list has other rows, of which none is chosen. */
function useSelection(listKey: string) {
  const [selection, setSelection] = useState(nothingSelected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names the list
  useEffect(() => setSelection(nothingSelected), [listKey]);
  return [selection, setSelection] as const;
}

function PaymentsTable({ at, count, gateways, columns, layout, onLayout, find, onExport }: PaymentsTableProps) {
  const { say } = useWords();
  const [selection, setSelection] = useSelection(at.listKey);
  const [opened, setOpened] = useState<PaymentRow | null>(null);
  const stepper = useRef<((places: 1 | -1) => void) | null>(null);
  const close = () => at.open(null, 'replace');
  const open = (row: PaymentRow, how: 'push' | 'replace') => {
    setOpened(row);
    at.open(row.id, how);
  };
  return (
    <div className="columns">
      <DataTable
        label={say('rail.payments')}
        columns={columns}
        layout={layout}
        onLayout={onLayout}
        rowId={(row) => row.id}
        listKey={at.listKey}
        version={useVersion('payments')}
        load={useLoad(at.filter, at.sort)}
        count={count}
        sort={at.sort}
        onSort={(next) => at.setSort(readSort({ sort: `${next.column}.${next.direction}` }))}
        openId={at.openId}
        onOpen={open}
        onClose={close}
        selection={selection}
        onSelection={setSelection}
        isDim={isDim}
        tickLabel={(row) => say('payments.tick', { reference: row?.reference ?? '' })}
        onFind={() => find.current?.focus()}
        onCopy={(rows) => copyRows(rows, columns, layout)}
        chosen={(rows, chosen) => (
          <SelectionLine
            count={chosen}
            rows={rows}
            selection={selection}
            onExport={() => onExport(chosenFilter(at.filter, selection))}
            onCopy={() => copyRows(rows, columns, layout)}
            onClear={() => setSelection(nothingSelected)}
          />
        )}
        stepper={stepper}
        empty={<NoPayments at={at} />}
        failed={(error, retry) => <FailureNotice failure={failureOf(error)} onRetry={retry} />}
      />
      {at.openId !== null && (
        <PaymentStub
          id={at.openId}
          row={opened?.id === at.openId ? opened : null}
          gateways={gateways}
          onClose={close}
          onStep={(places) => stepper.current?.(places)}
        />
      )}
    </div>
  );
}

export function PaymentsScreen({ place }: { place: Place }) {
  const { say, count } = useWords();
  const at = usePaymentsPlace(place);
  const { choices, gateways } = useChoices();
  const columns = usePaymentColumns(gateways);
  const [layout, setLayout] = useTableLayout('payments', columns);
  const totals = useTotals(at.filter);
  const find = useRef<HTMLInputElement>(null);
  // Loaded when first asked for; it stays afterwards, so that it can close in its own time.
  const [exporting, setExporting] = useState<PaymentFilter | null>(null);
  const [asking, setAsking] = useState(false);
  const order = (filter: PaymentFilter) => {
    setExporting(filter);
    setAsking(true);
  };
  useKey('e', () => order(at.filter));
  return (
    <Screen>
      <ScreenHead title={say('rail.payments')}>
        <ColumnPicker columns={columns} layout={layout} onLayout={setLayout} />
        <ImportButton kind="purchases" others={['payments']} />
        <Button rightSection={<kbd>E</kbd>} onClick={() => order(at.filter)}>
          {totals
            ? say('payments.exportCount', { count: atLeast(count(totals.count), totals.exact) })
            : say('payments.export')}
        </Button>
        <RightButton
          to="taking.take"
          variant="filled"
          rightSection={<kbd>N</kbd>}
          onClick={() => makePayment(at.filter.customer ?? null)}
        >
          {say('taking.title')}
        </RightButton>
      </ScreenHead>
      <StatusTabs at={at} find={find} />
      <PaymentFilters filter={at.filter} onFilter={at.setFilter} choices={choices} totals={totals} />
      <PaymentsTable
        at={at}
        count={totals?.exact ? totals.count : null}
        gateways={gateways}
        columns={columns}
        layout={layout}
        onLayout={setLayout}
        find={find}
        onExport={order}
      />
      {exporting !== null && (
        <Suspense fallback={null}>
          <ExportDialog opened={asking} of={{ list: 'payments', filter: exporting }} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </Screen>
  );
}
