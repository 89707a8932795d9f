/** Exporting, as the lists and the exports screen see it: one at a time, going on while a person looks elsewhere. */
import type { CustomerFilter } from '../../main/features/customers/contract';
import type { Compared, ExportReceipt, GlFormat, SheetFormat } from '../../main/features/export/contract';
import type { InvoiceFilter } from '../../main/features/invoices/contract';
import type { ExceptionFilter } from '../../main/features/matching/desk-contract';
import type { PaymentFilter } from '../../main/features/payments/contract';
import type { BankLineFilter } from '../../main/features/statements/contract';
import type { ChargeView } from '../../main/kernel/charge';
import type { Sort } from '../../main/kernel/table';
import { api } from './client';
import { handOver } from './hand-over';
import { defineJob } from './use-job';

/** A list as it is shown: its own filter, and its order where it has one. */
export type ListOrder =
  | { list: 'payments'; filter: PaymentFilter }
  | { list: 'customers'; filter: CustomerFilter }
  | { list: 'invoices'; filter: InvoiceFilter; sort?: Sort }
  | { list: 'vouchers'; filter: { batch?: string; state?: string } }
  | { list: 'outbox'; filter: { open?: boolean } }
  | { list: 'changes'; filter: Record<string, never> }
  | { list: 'bank-lines'; filter: BankLineFilter }
  | { list: 'bank-accounts' | 'bank-statements' | 'gateway-reports'; filter: Record<string, never> }
  | { list: 'report-findings'; filter: { report: string } }
  | { list: 'matching-rules' | 'operators' | 'export-log'; filter: Record<string, never> }
  | { list: 'parked-items'; filter: { gateway: string } }
  | { list: 'matches'; filter: { bank?: string; from?: string; to?: string } }
  | { list: 'exceptions'; filter: ExceptionFilter }
  | { list: 'claims' | 'unknown-receipts'; filter: { state: 'open' | 'settled' } }
  | { list: 'requests'; filter: { state?: 'waiting' } }
  | { list: 'notices'; filter: Record<string, never> }
  | { list: 'failed-charges'; filter: { view: ChargeView } }
  | { list: 'voucher-batches'; filter: Record<string, never> }
  | { list: 'adjustments'; filter: { customer?: string } }
  | { list: 'late-items'; filter: Record<string, never> };

export type ExportOrder =
  | (ListOrder & { kind: 'rows'; format: SheetFormat; bom: boolean })
  | { kind: 'journal'; format: 'hledger' | 'beancount' }
  | { kind: 'gl'; format: GlFormat; from?: string; to?: string; currency?: string }
  | { kind: 'archive' };

export const exportJob = defineJob<ExportOrder, ExportReceipt>((order, signal) => {
  if (order.kind === 'archive') return api.exports.archive({}, { signal });
  if (order.kind === 'journal') return api.exports.journal({ format: order.format }, { signal });
  if (order.kind === 'gl') {
    const { kind: _, ...of } = order;
    return api.exports.gl(of, { signal });
  }
  const { kind: _, ...of } = order;
  return api.exports.rows(of, { signal });
});

/** What changed since an export. One at a time; its state tells of which. */
export const againJob = defineJob<ExportReceipt['id'], Compared & { id: ExportReceipt['id'] }>(async (id, signal) => {
  const steps = await api.exports.again({ id }, { signal });
  return withId(id, steps);
});

async function* withId<Step, Result>(
  id: string,
  steps: AsyncIterator<Step, Result>,
): AsyncGenerator<Step, Result & { id: string }> {
  try {
    for (;;) {
      const step = await steps.next();
      if (step.done) return { ...step.value, id };
      yield step.value;
    }
  } finally {
    await steps.return?.();
  }
}

/** Gives where it was saved, when that is known. May fail with `ticket-invalid` or `export-failed`. */
export async function downloadExport(id: ExportReceipt['id']): Promise<string | null> {
  return handOver(await api.exports.download({ id }));
}
