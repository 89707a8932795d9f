/** The words of an invoice (docs/architecture.md, Words): closed lists that both sides share. */

/** `add-funds`: a prepayment, outside the tax series; issuing it moves nothing. */
export const invoiceKinds = ['service', 'add-funds'] as const;
export type InvoiceKind = (typeof invoiceKinds)[number];

export const invoiceStatuses = ['Draft', 'Unpaid', 'Overdue', 'Paid', 'Void'] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

/** Where the rest of an invoice that was paid short goes, when it is not left due. */
export const shortWays = ['bank-costs', 'withheld-tax'] as const;
export type ShortWay = (typeof shortWays)[number];

/** Series of numbers, each without gaps. */
export const numberSeries = ['invoice', 'add-funds', 'credit-note'] as const;
export type NumberSeries = (typeof numberSeries)[number];

/** Days after the due day; `current` is not due yet. */
export const ageBuckets = ['current', '1-30', '31-60', '61-90', '90+'] as const;
export type AgeBucket = (typeof ageBuckets)[number];

export const MOST_LINES = 200;

/** In per cent, as decimal text. */
export const TAX_RATE = /^\d{1,3}(\.\d{1,4})?$/;
export const TAX_CODE = /^[A-Za-z0-9-]{1,20}$/;
/** Of a tax that is named by its rate alone. */
export const USUAL_TAX_CODE = 'VAT';

/** `open` in minor units. An invoice is overdue on the day after its due day. */
export function invoiceStatusOf(
  invoice: { state: 'draft' | 'issued' | 'void'; open: number; dueDay: string },
  today: string,
): InvoiceStatus {
  if (invoice.state === 'draft') return 'Draft';
  if (invoice.state === 'void') return 'Void';
  if (invoice.open === 0) return 'Paid';
  return invoice.dueDay < today ? 'Overdue' : 'Unpaid';
}
