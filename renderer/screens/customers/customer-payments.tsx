/** The payments of one customer; a row opens on the payments screen, where all is told of it. */
import { useCallback, useMemo, useState } from 'react';
import { type PaymentColumnId, paymentColumns } from '../../../main/features/payments/columns';
import type { PaymentRow } from '../../../main/features/payments/contract';
import type { Sort } from '../../../main/kernel/table';
import { useWords, type Words } from '../../locales/words';
import { go } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useVersion } from '../../rpc/live';
import { moneyCell, softCell, textCell, timeCell } from '../../table/cells';
import { type CellOf, type TableColumn, tableColumns } from '../../table/column';
import { copyRows } from '../../table/copy-rows';
import { DataTable } from '../../table/data-table';
import { plainLayout } from '../../table/layout';
import type { PageRequest } from '../../table/pages';
import { nothingSelected } from '../../table/selection';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { StatusMark } from '../../ui/status-mark';

const shown = ['date', 'amount', 'status', 'description', 'method', 'reference'] as const;
type ShownId = (typeof shown)[number];

const isDim = (row: PaymentRow) => row.status !== 'Completed';

function cellsIn({ say }: Words): Record<ShownId, CellOf<PaymentRow>> {
  return {
    date: timeCell(
      (row) => row.at,
      (row) => row.completedAt === null,
    ),
    amount: moneyCell((row) => row.amount, isDim),
    status: {
      cell: (row) => <StatusMark status={row.status} reason={row.reason} />,
      text: (row) => say(`status.${row.status}`),
    },
    description: textCell((row) => row.description),
    method: softCell((row) => row.methodLabel ?? say(`method.${row.method}`)),
    reference: textCell((row) => row.reference),
  };
}

function labelsIn({ say }: Words): Record<ShownId, string> {
  return {
    date: say('payments.date'),
    amount: say('payments.amount'),
    status: say('payments.status'),
    description: say('payments.description'),
    method: say('payments.method'),
    reference: say('payments.reference'),
  };
}

const isShown = (id: PaymentColumnId): id is ShownId => shown.some((one) => one === id);

function useColumns(): TableColumn<PaymentRow>[] {
  const words = useWords();
  return useMemo(() => {
    const columns = paymentColumns.flatMap((column) => {
      const { id } = column;
      return isShown(id) ? [{ ...column, id, shown: true }] : [];
    });
    return tableColumns(columns, labelsIn(words), cellsIn(words), ['description']);
  }, [words]);
}

function sortedBy(next: Sort): Sort<ShownId> {
  const column = shown.find((id) => id === next.column) ?? 'date';
  return { column, direction: next.direction };
}

/** `count`: all of its payments, purchases included. */
export function CustomerPayments({ id, name, count }: { id: string; name: string; count: number }) {
  const { say } = useWords();
  const columns = useColumns();
  const [layout, setLayout] = useState(() => plainLayout(columns));
  const [sort, setSort] = useState<Sort<ShownId>>({ column: 'date', direction: 'desc' });
  const [selection, setSelection] = useState(nothingSelected);
  const load = useCallback(
    (request: PageRequest, signal: AbortSignal) =>
      api.payments.page({ filter: { customer: id }, sort, ...request }, { signal }),
    [id, sort],
  );
  return (
    <DataTable
      label={say('customers.paymentsOf', { name })}
      columns={columns}
      layout={layout}
      onLayout={setLayout}
      rowId={(row) => row.id}
      listKey={`${id} ${sort.column} ${sort.direction}`}
      version={useVersion('payments')}
      load={load}
      count={count}
      sort={sort}
      onSort={(next) => setSort(sortedBy(next))}
      openId={null}
      onOpen={(row) => go({ screen: 'payments', id: row.id, query: { customer: id } })}
      onClose={() => setSelection(nothingSelected)}
      selection={selection}
      onSelection={setSelection}
      isDim={isDim}
      tickLabel={(row) => say('payments.tick', { reference: row?.reference ?? '' })}
      onFind={() => {}}
      onCopy={(rows) => copyRows(rows, columns, layout)}
      empty={<EmptyState title={say('customers.noPayments')} text={say('customers.noPaymentsWhat')} />}
      failed={(error, retry) => <FailureNotice failure={failureOf(error)} onRetry={retry} />}
    />
  );
}
