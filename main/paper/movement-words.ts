/** What moved an account and how something was paid, in the words of a paper. */
import type { Method } from '../kernel/payment';
import type { PaperLanguage } from './document';

const en = {
  payment: 'Payment',
  purchase: 'Purchase',
  purchaseReversed: 'Purchase taken back',
  refund: 'Refund',
  refundFailed: 'Refund returned',
  chargeback: 'Chargeback',
  invoice: 'Invoice',
  invoiceVoid: 'Invoice voided',
  creditNote: 'Credit note',
  writtenOff: 'Written off',
  recovered: 'Write-off recovered',
  short: 'Settled short',
  voucher: 'Voucher redeemed',
  adjustment: 'Adjustment',
  adjustmentReversed: 'Adjustment reversed',
  expired: 'Credit expired',
  other: 'Correction',
} as const;
type Movement = keyof typeof en;

const es: Readonly<Record<Movement, string>> = {
  payment: 'Pago',
  purchase: 'Compra',
  purchaseReversed: 'Compra anulada',
  refund: 'Reembolso',
  refundFailed: 'Reembolso devuelto',
  chargeback: 'Contracargo',
  invoice: 'Factura',
  invoiceVoid: 'Factura anulada',
  creditNote: 'Nota de abono',
  writtenOff: 'Dado por incobrable',
  recovered: 'Incobrable recuperado',
  short: 'Saldada por menos',
  voucher: 'Vale canjeado',
  adjustment: 'Ajuste',
  adjustmentReversed: 'Ajuste anulado',
  expired: 'Crédito caducado',
  other: 'Corrección',
};

const movementOfKind: Readonly<Record<string, Movement>> = {
  'payment.recorded': 'payment',
  'payment.status-changed': 'payment',
  'payment.adopted': 'payment',
  'payment.imported': 'payment',
  'payment.import-reversed': 'payment',
  'purchase.recorded': 'purchase',
  'purchase.reversed': 'purchaseReversed',
  'payment.refunded': 'refund',
  'payment.refund-changed': 'refundFailed',
  'payment.disputed': 'chargeback',
  'payment.dispute-changed': 'chargeback',
  'invoice.issued': 'invoice',
  'invoice.imported': 'invoice',
  'invoice.voided': 'invoiceVoid',
  'invoice.credited': 'creditNote',
  'invoice.written-off': 'writtenOff',
  'invoice.recovered': 'recovered',
  'invoice.short': 'short',
  'voucher.redeemed': 'voucher',
  'adjustment.made': 'adjustment',
  'adjustment.reversed': 'adjustmentReversed',
  'credit.expired': 'expired',
};

/** `kind`: of the event that moved it. */
export function movementWord(language: PaperLanguage, kind: string): string {
  return (language === 'es' ? es : en)[movementOfKind[kind] ?? 'other'];
}

const brands = { paypal: 'PayPal', razorpay: 'Razorpay', paystack: 'Paystack', nowpayments: 'NOWPayments' } as const;

const methodWords: Readonly<Record<PaperLanguage, Readonly<Record<Method, string>>>> = {
  en: {
    ...brands,
    'bank-transfer': 'Bank transfer',
    card: 'Card',
    'direct-debit': 'Direct debit',
    voucher: 'Voucher',
    'account-credit': 'Account credit',
    invoice: 'Invoice',
    other: 'Other',
  },
  es: {
    ...brands,
    'bank-transfer': 'Transferencia bancaria',
    card: 'Tarjeta',
    'direct-debit': 'Adeudo directo',
    voucher: 'Vale',
    'account-credit': 'Crédito de la cuenta',
    invoice: 'Factura',
    other: 'Otro',
  },
};

export function methodWord(language: PaperLanguage, method: Method): string {
  return methodWords[language][method];
}
