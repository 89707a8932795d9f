/** Long work on invoices, as the invoices screen sees it: one at a time, going on while a person looks elsewhere. */
import type { ExportReceipt } from '../../main/features/export/contract';
import type { InvoiceColumnId } from '../../main/features/invoices/columns';
import type { InvoiceFilter } from '../../main/features/invoices/contract';
import type { Sort } from '../../main/kernel/table';
import { api } from './client';
import { defineJob } from './use-job';

export interface InvoiceExportOrder {
  filter: InvoiceFilter;
  sort: Sort<InvoiceColumnId>;
  bom: boolean;
}

export const invoiceExportJob = defineJob<InvoiceExportOrder, ExportReceipt>((order, signal) =>
  api.invoices.csv(order, { signal }),
);
