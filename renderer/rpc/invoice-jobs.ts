/** Long work on invoices, as the invoices screen sees it: one at a time, going on while a person looks elsewhere. */
import type { ExportReceipt } from '../../main/features/export/contract';
import type { InvoiceColumnId } from '../../main/features/invoices/columns';
import type { InvoiceFilter } from '../../main/features/invoices/contract';
import type { Sort } from '../../main/kernel/table';
import { api } from './client';
import { defineJob } from './use-job';

/** `csv`: the rows; `zip`: the papers. */
export interface InvoiceExportOrder {
  kind: 'csv' | 'zip';
  filter: InvoiceFilter;
  sort: Sort<InvoiceColumnId>;
  bom: boolean;
}

export const invoiceExportJob = defineJob<InvoiceExportOrder, ExportReceipt>(({ kind, bom, ...order }, signal) =>
  kind === 'csv' ? api.invoices.csv({ ...order, bom }, { signal }) : api.invoices.zip(order, { signal }),
);
