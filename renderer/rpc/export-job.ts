/** Exporting, as the payments and the exports screens see it: one at a time, going on while a person looks elsewhere. */
import type { ExportReceipt } from '../../main/features/export/contract';
import type { PaymentFilter } from '../../main/features/payments/contract';
import { api } from './client';
import { handOver } from './hand-over';
import { defineJob } from './use-job';

export type ExportOrder =
  | { kind: 'payments'; filter: PaymentFilter; bom: boolean }
  | { kind: 'journal'; format: 'hledger' | 'beancount' };

export const exportJob = defineJob<ExportOrder, ExportReceipt>((order, signal) =>
  order.kind === 'payments'
    ? api.exports.payments({ filter: order.filter, bom: order.bom }, { signal })
    : api.exports.journal({ format: order.format }, { signal }),
);

/** Gives where it was saved, when that is known. May fail with `ticket-invalid` or `export-failed`. */
export async function downloadExport(id: ExportReceipt['id']): Promise<string | null> {
  return handOver(await api.exports.download({ id }));
}
