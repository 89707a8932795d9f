/** The invoices as a list that leaves the book: every column of the table, in the order of the screen or of their making. */
import { one } from '../../db/sql';
import { ROWS_A_BLOCK, type SheetCell, sheetOf, type Written, writtenAs } from '../export/sheet';
import { type InvoiceColumnId, invoiceColumns } from './columns';
import { type InvoiceRow, invoiceFilterSchema, invoiceSortSchema } from './contract';
import { invoiceWhere } from './filter';
import { invoicePage } from './query';

const text = (cell: (row: InvoiceRow) => string | null): Written<InvoiceRow> => ({ kind: 'text', cell });
const day = (cell: (row: InvoiceRow) => string | null): Written<InvoiceRow> => ({ kind: 'day', cell });
const money = (cell: (row: InvoiceRow) => string): Written<InvoiceRow> => ({ kind: 'money', cell });

/** A new column does not compile until it stands here. */
const written: Readonly<Record<InvoiceColumnId, Written<InvoiceRow>>> = {
  number: text((row) => row.number),
  customer: {
    ...text((row) => row.customer.name),
    beside: { header: 'customer_id', kind: 'id', cell: (row) => row.customer.id },
  },
  total: {
    ...money((row) => row.total),
    beside: { header: 'currency', kind: 'currency', cell: (row) => row.currency },
    sums: true,
  },
  open: money((row) => row.open),
  status: text((row) => row.status),
  issued: day((row) => row.issueDay),
  due: day((row) => row.dueDay),
  kind: text((row) => row.kind),
  paid: money((row) => row.paid),
  net: money((row) => row.net),
  tax: money((row) => row.tax),
  credited: money((row) => row.credited),
  writtenOff: money((row) => row.writtenOff),
  reference: text((row) => row.reference),
  promised: day((row) => row.promisedDay),
  settled: { kind: 'time', cell: (row) => row.settledAt },
  created: { kind: 'time', cell: (row) => row.createdAt },
};

export const invoiceSheet = sheetOf(invoiceFilterSchema, (db, filter, { today, sort: asked }) => {
  const where = invoiceWhere(filter, today);
  const sort = invoiceSortSchema.parse(asked ?? { column: 'created', direction: 'asc' });
  const { columns, cells } = writtenAs(invoiceColumns, written);
  const count = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM invoice i WHERE ${where.sql || '1'}`,
    ...where.values,
  );
  function* blocks(): Generator<SheetCell[][]> {
    for (let after: string | null | undefined; after !== null; ) {
      const place = { limit: ROWS_A_BLOCK, ...(after === undefined ? {} : { after }) };
      const page = invoicePage.run(db, { filter, sort, today, ...place });
      yield page.rows.map(cells);
      after = page.next;
    }
  }
  return { columns, count: count?.n ?? 0, blocks: blocks() };
});
