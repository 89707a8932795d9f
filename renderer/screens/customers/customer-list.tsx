/** Every customer with its balances, found by name or e-mail. */
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CustomerFilter, CustomerRow } from '../../../main/features/customers/contract';
import { ExportButton } from '../../exporting/export-button';
import { ImportButton } from '../../importing/import-button';
import { useWords } from '../../locales/words';
import { go } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useVersion } from '../../rpc/live';
import { useRefusal } from '../../rpc/operator-session';
import { ColumnPicker } from '../../table/column-picker';
import { copyRows } from '../../table/copy-rows';
import { DataTable } from '../../table/data-table';
import { FindField } from '../../table/filters';
import type { TableLayout } from '../../table/layout';
import { nothingSelected } from '../../table/selection';
import { useTableLayout } from '../../table/use-layout';
import { useAskedDeed } from '../../ui/asked-deed';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead, Tabs } from '../../ui/screen';
import { useKey } from '../../ui/use-key';
import { ChosenCustomers } from './chosen-customers';
import { useCustomerColumns } from './columns';
import {
  type CustomerSort,
  type Query,
  readCustomerFilter,
  readCustomerSort,
  writeCustomerQuery,
} from './customers-place';
import { NewCustomerDialog } from './person-dialogs';

function useCount(filter: CustomerFilter) {
  return useQuery({
    queryKey: ['customers', 'count', filter],
    queryFn: async ({ signal }) => (await api.customers.count({ filter }, { signal })).count,
    placeholderData: keepPreviousData,
  }).data;
}

function useList(query: Query) {
  const key = JSON.stringify(writeCustomerQuery(readCustomerFilter(query), readCustomerSort(query)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query's meaning
  const [filter, sort] = useMemo(() => [readCustomerFilter(query), readCustomerSort(query)] as const, [key]);
  const show = useCallback((next: CustomerFilter, by: CustomerSort) => {
    go({ screen: 'customers', id: null, query: writeCustomerQuery(next, by) }, 'replace');
  }, []);
  return {
    key,
    filter,
    sort,
    setFilter: useCallback((next: CustomerFilter) => show(next, sort), [show, sort]),
    setSort: useCallback((next: CustomerSort) => show(filter, next), [show, filter]),
  };
}

interface HeadProps {
  filter: CustomerFilter;
  onFilter(next: CustomerFilter): void;
  find: RefObject<HTMLInputElement | null>;
}

/** Which of the lists, as the filter says it. */
function listOf({ owing, archived }: CustomerFilter): CustomerFilter {
  return { ...(owing ? { owing } : {}), ...(archived ? { archived } : {}) };
}

function ListTabs({ filter, onFilter, find }: HeadProps) {
  const { say, count } = useWords();
  const text = filter.text ? { text: filter.text } : {};
  const all = useCount(text);
  const owing = useCount({ ...text, owing: true });
  const archived = useCount({ ...text, archived: true });
  const setText = useCallback(
    (next: string) => onFilter({ ...(next ? { text: next } : {}), ...listOf(filter) }),
    [onFilter, filter],
  );
  const shown = (value: number | undefined) => (value === undefined ? null : count(value));
  return (
    <Tabs
      label={say('customers.lists')}
      tabs={[
        { value: 'all', label: say('customers.all'), count: shown(all) },
        { value: 'owing', label: say('customers.owing'), count: shown(owing) },
        { value: 'archived', label: say('customerDesk.archived'), count: shown(archived) },
      ]}
      value={filter.owing ? 'owing' : filter.archived ? 'archived' : 'all'}
      onChange={(value) =>
        onFilter({ ...text, ...listOf({ owing: value === 'owing', archived: value === 'archived' }) })
      }
    >
      <FindField label={say('customers.find')} value={filter.text ?? ''} onChange={setText} field={find} />
    </Tabs>
  );
}

function NoCustomers({ filter, onFilter, onNew }: Pick<HeadProps, 'filter' | 'onFilter'> & { onNew(): void }) {
  const { say } = useWords();
  if (!filter.text && !filter.owing && !filter.archived)
    return (
      <EmptyState title={say('customers.noneYet')} text={say('customers.noneYetWhat')}>
        <Button variant="filled" rightSection={<kbd>C</kbd>} onClick={onNew}>
          {say('customerDesk.newCustomer')}
        </Button>
      </EmptyState>
    );
  const words = filter.text
    ? { title: say('customers.noneFound'), text: say('customers.noneFoundWhat') }
    : filter.archived
      ? { title: say('customerDesk.noneArchived'), text: say('customerDesk.noneArchivedWhat') }
      : { title: say('customers.noneOwing'), text: say('customers.noneOwingWhat') };
  return (
    <EmptyState {...words}>
      <Button onClick={() => onFilter({})}>{say('customers.clear')}</Button>
    </EmptyState>
  );
}

const openCustomer = (row: CustomerRow) => go({ screen: 'customers', id: row.id, query: {} });

interface CustomersTableProps {
  list: ReturnType<typeof useList>;
  columns: ReturnType<typeof useCustomerColumns>;
  layout: TableLayout;
  onLayout(next: TableLayout): void;
  find: RefObject<HTMLInputElement | null>;
  onNew(): void;
}

function CustomersTable({ list, columns, layout, onLayout, find, onNew }: CustomersTableProps) {
  const { say } = useWords();
  const { filter, sort } = list;
  const [selection, setSelection] = useState(nothingSelected);
  const clear = () => setSelection(nothingSelected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other rows
  useEffect(clear, [list.key]);
  const load = useCallback(
    (request: { limit: number; after?: string; offset?: number }, signal: AbortSignal) =>
      api.customers.page({ filter, sort, ...request }, { signal }),
    [filter, sort],
  );
  const copy = (rows: readonly CustomerRow[]) => copyRows(rows, columns, layout);
  return (
    <DataTable
      label={say('rail.customers')}
      columns={columns}
      layout={layout}
      onLayout={onLayout}
      rowId={(row) => row.id}
      listKey={list.key}
      version={useVersion('customers')}
      load={load}
      count={useCount(filter) ?? null}
      sort={sort}
      onSort={(next) => list.setSort(readCustomerSort({ sort: `${next.column}.${next.direction}` }))}
      openId={null}
      onOpen={openCustomer}
      onClose={clear}
      selection={selection}
      onSelection={setSelection}
      tickLabel={(row) => say('customers.tick', { name: row?.name ?? '' })}
      onFind={() => find.current?.focus()}
      onCopy={copy}
      chosen={(rows, count) => (
        <ChosenCustomers
          count={count}
          ids={selection.kind === 'some' ? [...selection.ids] : rows.length === count ? rows.map(({ id }) => id) : null}
          archived={filter.archived ?? false}
          onCopy={rows.length > 0 && rows.length === count ? () => copy(rows) : null}
          onClear={clear}
        />
      )}
      empty={<NoCustomers filter={filter} onFilter={list.setFilter} onNew={onNew} />}
      failed={(error, retry) => <FailureNotice failure={failureOf(error)} onRetry={retry} />}
    />
  );
}

export function CustomerList({ query }: { query: Query }) {
  const { say } = useWords();
  const list = useList(query);
  const columns = useCustomerColumns();
  const [layout, setLayout] = useTableLayout('customers', columns);
  const [adding, setAdding] = useState(false);
  const find = useRef<HTMLInputElement>(null);
  const mayAdd = useRefusal('customers.add') === null;
  const add = () => setAdding(mayAdd);
  useKey('c', add);
  useAskedDeed('new-customer', add);
  return (
    <Screen>
      <ScreenHead title={say('rail.customers')}>
        <ColumnPicker columns={columns} layout={layout} onLayout={setLayout} />
        <ImportButton kind="customers" />
        <ExportButton of={{ list: 'customers', filter: list.filter }} />
        <RightButton to="customers.add" variant="filled" rightSection={<kbd>C</kbd>} onClick={add}>
          {say('customerDesk.newCustomer')}
        </RightButton>
      </ScreenHead>
      <ListTabs filter={list.filter} onFilter={list.setFilter} find={find} />
      <div className="columns">
        <CustomersTable list={list} columns={columns} layout={layout} onLayout={setLayout} find={find} onNew={add} />
      </div>
      {adding && <NewCustomerDialog onClose={() => setAdding(false)} />}
    </Screen>
  );
}
