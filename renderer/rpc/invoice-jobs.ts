/** Long work on invoices, as the invoices screen sees it: one at a time, going on while a person looks elsewhere. */
import type { ExportReceipt } from '../../main/features/export/contract';
import type { InvoiceColumnId } from '../../main/features/invoices/columns';
import type { InvoiceFilter } from '../../main/features/invoices/contract';
import type { Sort } from '../../main/kernel/table';
import { api } from './client';
import { defineJob } from './use-job';

/** `csv`, `xlsx`: the rows; `zip`: the papers. */
export interface InvoiceExportOrder {
  kind: 'csv' | 'xlsx' | 'zip';
  filter: InvoiceFilter;
  sort: Sort<InvoiceColumnId>;
  bom: boolean;
}

export const invoiceExportJob = defineJob<InvoiceExportOrder, ExportReceipt>(({ kind, bom, ...order }, signal) =>
  kind === 'zip'
    ? api.invoices.zip(order, { signal })
    : api.exports.rows({ list: 'invoices', ...order, format: kind, bom }, { signal }),
);
