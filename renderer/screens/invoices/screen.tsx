/** Invoices: every invoice of the book, found, opened, made, paid and exported. */
import './invoices.css';
import { Button } from '@mantine/core';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { InvoiceFilter, InvoiceRow } from '../../../main/features/invoices/contract';
import { isId } from '../../../main/kernel/id';
import { invoiceStatuses } from '../../../main/kernel/invoice';
import { ImportButton } from '../../importing/import-button';
import { useWords } from '../../locales/words';
import type { Place } from '../../navigation';
import { failureOf } from '../../rpc/failure';
import { useVersion } from '../../rpc/live';
import { useRefusal } from '../../rpc/operator-session';
import type { TableColumn } from '../../table/column';
import { ColumnPicker } from '../../table/column-picker';
import { copyRows } from '../../table/copy-rows';
import { DataTable } from '../../table/data-table';
import { FindField } from '../../table/filters';
import type { TableLayout } from '../../table/layout';
import { nothingSelected, type Selection } from '../../table/selection';
import { useTableLayout } from '../../table/use-layout';
import { useCustomer } from '../../taking/use-draft';
import { useAskedDeed } from '../../ui/asked-deed';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead, Tabs } from '../../ui/screen';
import { useKey } from '../../ui/use-key';
import { ChosenInvoices } from './chosen-invoices';
import { isDim, useInvoiceColumns } from './columns';
import { EditDialog } from './edit-dialog';
import { ExportDialog } from './export-dialog';
import { FiguresDialog } from './figures-dialog';
import { InvoiceFilters } from './invoice-filters';
import { InvoiceStub } from './invoice-stub';
import { isNarrowed, readInvoiceSort } from './invoices-place';
import { type InvoicesPlace, useInvoicesPlace, useLoad, useTotals } from './use-invoices';

const tabs = ['All', ...invoiceStatuses] as const;
type Find = RefObject<HTMLInputElement | null>;

function StatusTabs({ at, find }: { at: InvoicesPlace; find: Find }) {
  const { say, count } = useWords();
  const { filter, setFilter } = at;
  const totals = useTotals(filter).data;
  const setText = useCallback(
    (text: string) => {
      const { text: _, ...rest } = filter;
      setFilter(text ? { ...rest, text } : rest);
    },
    [filter, setFilter],
  );
  const setStatus = (value: (typeof tabs)[number]) => {
    const { status: _, ...rest } = filter;
    setFilter(value === 'All' ? rest : { ...rest, status: value });
  };
  return (
    <Tabs
      label={say('invoices.lists')}
      tabs={tabs.map((value) => ({
        value,
        label: value === 'All' ? say('invoices.all') : say(`invoiceStatus.${value}`),
        count: totals ? count(totals.counts[value]) : null,
      }))}
      value={filter.status ?? 'All'}
      onChange={setStatus}
    >
      <FindField label={say('invoices.find')} value={filter.text ?? ''} onChange={setText} field={find} />
    </Tabs>
  );
}

function NoInvoices({ at, onNew }: { at: InvoicesPlace; onNew(): void }) {
  const { say } = useWords();
  if (!isNarrowed(at.filter) && at.filter.status === undefined)
    return (
      <EmptyState title={say('invoices.noneYet')} text={say('invoices.noneYetWhat')}>
        <RightButton to="invoices.save" onClick={onNew}>
          {say('invoices.new')}
        </RightButton>
      </EmptyState>
    );
  return (
    <EmptyState title={say('invoices.noneFound')} text={say('invoices.noneFoundWhat')}>
      <Button onClick={() => at.setFilter({})}>{say('filter.clearAll')}</Button>
    </EmptyState>
  );
}

interface InvoicesTableProps {
  at: InvoicesPlace;
  count: number | null;
  columns: TableColumn<InvoiceRow>[];
  layout: TableLayout;
  onLayout(next: TableLayout): void;
  find: Find;
  onNew(): void;
  onExport(filter: InvoiceFilter, count: number): void;
}

/** Some rows are those, whatever the filter will show; all of the filter but some stays a rule. */
function chosenFilter(filter: InvoiceFilter, selection: Selection): InvoiceFilter {
  const ids = [...selection.ids].filter(isId);
  if (selection.kind === 'some') return { only: ids };
  return ids.length === 0 ? filter : { ...filter, without: ids };
}

function InvoicesTable({ at, count, columns, layout, onLayout, find, onNew, onExport }: InvoicesTableProps) {
  const { say } = useWords();
  const [selection, setSelection] = useState(nothingSelected);
  const stepper = useRef<((places: 1 | -1) => void) | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names the list
  useEffect(() => setSelection(nothingSelected), [at.listKey]);
  const close = () => at.open(null, 'replace');
  return (
    <div className="columns">
      <DataTable
        label={say('rail.invoices')}
        columns={columns}
        layout={layout}
        onLayout={onLayout}
        rowId={(row) => row.id}
        listKey={at.listKey}
        version={useVersion('invoices')}
        load={useLoad(at.filter, at.sort)}
        count={count}
        sort={at.sort}
        onSort={(next) => at.setSort(readInvoiceSort({ sort: `${next.column}.${next.direction}` }))}
        openId={at.openId}
        onOpen={(row, how) => at.open(row.id, how)}
        onClose={close}
        selection={selection}
        onSelection={setSelection}
        isDim={isDim}
        tickLabel={(row) => say('invoices.tick', { number: row?.number ?? say('invoices.noNumber') })}
        onFind={() => find.current?.focus()}
        onCopy={(rows) => copyRows(rows, columns, layout)}
        chosen={(rows, chosen) => (
          <ChosenInvoices
            rows={rows}
            count={chosen}
            onExport={() => onExport(chosenFilter(at.filter, selection), chosen)}
            onCopy={() => copyRows(rows, columns, layout)}
            onClear={() => setSelection(nothingSelected)}
          />
        )}
        stepper={stepper}
        empty={<NoInvoices at={at} onNew={onNew} />}
        failed={(error, retry) => <FailureNotice failure={failureOf(error)} onRetry={retry} />}
      />
      {at.openId !== null && (
        <InvoiceStub id={at.openId} onClose={close} onStep={(places) => stepper.current?.(places)} />
      )}
    </div>
  );
}

type Asking = 'new' | 'figures' | { filter: InvoiceFilter; count: number } | null;

export function InvoicesScreen({ place }: { place: Place }) {
  const { say, count } = useWords();
  const at = useInvoicesPlace(place);
  const columns = useInvoiceColumns();
  const [layout, setLayout] = useTableLayout('invoices', columns);
  const totals = useTotals(at.filter).data;
  const find = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<Asking>(null);
  const of = at.filter.customer ?? null;
  const whose = useCustomer(of).data?.row;
  const close = () => setAsking(null);
  const exportAll = () => setAsking({ filter: at.filter, count: totals?.count ?? 0 });
  useKey('e', exportAll);
  const write = useRefusal('invoices.save') === null ? () => setAsking('new') : null;
  useKey('i', () => write?.());
  useAskedDeed('new-invoice', write);
  useAskedDeed('figures', () => setAsking('figures'));
  return (
    <Screen>
      <ScreenHead title={say('rail.invoices')}>
        <ColumnPicker columns={columns} layout={layout} onLayout={setLayout} />
        <Button onClick={() => setAsking('figures')}>{say('invoices.figures')}</Button>
        <ImportButton kind="invoices" />
        <Button rightSection={<kbd>E</kbd>} onClick={exportAll}>
          {totals ? say('invoices.exportCount', { count: count(totals.count) }) : say('invoices.export')}
        </Button>
        <RightButton to="invoices.save" variant="filled" rightSection={<kbd>I</kbd>} onClick={() => setAsking('new')}>
          {say('invoices.new')}
        </RightButton>
      </ScreenHead>
      <StatusTabs at={at} find={find} />
      <InvoiceFilters filter={at.filter} onFilter={at.setFilter} totals={totals} />
      <InvoicesTable
        at={at}
        count={totals?.count ?? null}
        columns={columns}
        layout={layout}
        onLayout={setLayout}
        find={find}
        onNew={() => setAsking('new')}
        onExport={(filter, chosen) => setAsking({ filter, count: chosen })}
      />
      {asking === 'new' && (of === null || whose) && (
        <EditDialog
          detail={null}
          customer={whose ? { id: whose.id, name: whose.name } : null}
          onClose={close}
          onSaved={(id) => {
            close();
            at.open(id, 'push');
          }}
        />
      )}
      {typeof asking === 'object' && asking !== null && (
        <ExportDialog filter={asking.filter} sort={at.sort} count={asking.count} onClose={close} />
      )}
      {asking === 'figures' && <FiguresDialog onClose={close} />}
    </Screen>
  );
}
