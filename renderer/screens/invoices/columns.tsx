/** How each invoices column is labelled and drawn. A column that came anew does not compile until it stands here. */
import { useMemo } from 'react';
import { type InvoiceColumnId, invoiceColumns } from '../../../main/features/invoices/columns';
import type { InvoiceRow } from '../../../main/features/invoices/contract';
import { useWords, type Words } from '../../locales/words';
import { dayCell, moneyCell, softCell, TextCell, textCell, timeCell } from '../../table/cells';
import { type CellOf, type TableColumn, tableColumns } from '../../table/column';
import { InvoiceMark } from '../../ui/invoice-mark';
import { isZero } from '../../ui/money-text';

/** A draft and a void one count nowhere. */
export const isDim = (row: InvoiceRow) => row.status === 'Draft' || row.status === 'Void';
const never = () => false;

type MoneyOf = (row: InvoiceRow) => string;
const money = (of: MoneyOf) => moneyCell<InvoiceRow>((row) => ({ amount: of(row), currency: row.currency }), isDim);
/** Nothing stands for zero. */
const someMoney = (of: MoneyOf) =>
  moneyCell<InvoiceRow>((row) => (isZero(of(row)) ? null : { amount: of(row), currency: row.currency }), never);

function cellsIn(words: Words): Record<InvoiceColumnId, CellOf<InvoiceRow>> {
  const { say } = words;
  return {
    number: {
      cell: (row) =>
        row.number === null ? (
          <span className="faint">{say('invoices.noNumber')}</span>
        ) : (
          <TextCell text={row.number} />
        ),
      text: (row) => row.number ?? '',
    },
    customer: textCell((row) => row.customer.name),
    total: money((row) => row.total),
    open: someMoney((row) => row.open),
    status: { cell: (row) => <InvoiceMark row={row} />, text: (row) => say(`invoiceStatus.${row.status}`) },
    issued: dayCell(words, (row) => row.issueDay),
    due: dayCell(words, (row) => row.dueDay),
    kind: softCell((row) => say(`invoiceKind.${row.kind}`)),
    paid: someMoney((row) => row.paid),
    net: money((row) => row.net),
    tax: someMoney((row) => row.tax),
    credited: someMoney((row) => row.credited),
    writtenOff: someMoney((row) => row.writtenOff),
    reference: textCell((row) => row.reference),
    promised: dayCell(words, (row) => row.promisedDay),
    settled: timeCell((row) => row.settledAt, never),
    created: timeCell((row) => row.createdAt, never),
  };
}

function labelsIn({ say }: Words): Record<InvoiceColumnId, string> {
  return {
    number: say('invoices.number'),
    customer: say('invoices.customer'),
    total: say('invoices.total'),
    open: say('invoices.open'),
    status: say('invoices.status'),
    issued: say('invoices.issued'),
    due: say('invoices.due'),
    kind: say('invoices.kind'),
    paid: say('invoices.paid'),
    net: say('invoices.net'),
    tax: say('invoices.tax'),
    credited: say('invoices.credited'),
    writtenOff: say('invoices.writtenOff'),
    reference: say('invoices.reference'),
    promised: say('invoices.promised'),
    settled: say('invoices.settled'),
    created: say('invoices.created'),
  };
}

export function useInvoiceColumns(): TableColumn<InvoiceRow>[] {
  const words = useWords();
  return useMemo(() => tableColumns(invoiceColumns, labelsIn(words), cellsIn(words), ['number', 'customer']), [words]);
}
