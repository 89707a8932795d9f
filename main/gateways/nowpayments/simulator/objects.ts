/** The simulated account's invoices and payments, and their JSON: numbers with all their digits, now in quotes and now without. */

export interface SimulatedInvoice {
  id: string;
  /** Decimal text, as it was asked for. */
  priceAmount: string;
  priceCurrency: string;
  orderId: string | null;
  description: string | null;
  returnUrl: string | null;
  /** UTC milliseconds. */
  createdAt: number;
}

export interface SimulatedPayment {
  /** Ten digits. */
  id: string;
  invoice: string | null;
  parent: string | null;
  children: string[];
  status: string;
  priceAmount: string;
  priceCurrency: string;
  payAmount: string;
  payCurrency: string;
  actuallyPaid: string;
  outcomeAmount: string | null;
  outcomeCurrency: string;
  orderId: string | null;
  description: string | null;
  purchase: string;
  createdAt: number;
  updatedAt: number;
}

const text = (value: string | null) => JSON.stringify(value);
const time = (at: number) => JSON.stringify(new Date(at).toISOString());

export function invoiceJson(invoice: SimulatedInvoice, link: string): string {
  const at = time(invoice.createdAt);
  return `{"id":${text(invoice.id)},"token_id":"5824448584","order_id":${text(invoice.orderId)},"order_description":${text(invoice.description)},"price_amount":${text(invoice.priceAmount)},"price_currency":${text(invoice.priceCurrency)},"pay_currency":null,"ipn_callback_url":null,"invoice_url":${text(link)},"success_url":${text(invoice.returnUrl)},"cancel_url":${text(invoice.returnUrl)},"partially_paid_url":${text(invoice.returnUrl)},"payout_currency":null,"created_at":${at},"updated_at":${at},"is_fixed_rate":false,"is_fee_paid_by_user":false}`;
}

/** `single`: as the look at one payment gives it, with a field that lists do not have. */
export function paymentJson(payment: SimulatedPayment, single: boolean): string {
  const { parent, children, invoice } = payment;
  const family = [
    ...(children.length > 0 ? [`"payment_extra_ids":[${children.join(',')}]`] : []),
    ...(parent === null ? [] : [`"parent_payment_id":${parent}`, '"origin_type":"REPEATED"']),
    ...(single ? ['"burning_percent":"null"'] : []),
  ];
  // Which of the two forms comes is no rule that a reader could rely on.
  const purchase = payment.id.endsWith('1') ? text(payment.purchase) : payment.purchase;
  const fields = [
    `"payment_id":${payment.id}`,
    `"invoice_id":${invoice}`,
    `"payment_status":${text(payment.status)}`,
    `"pay_address":"T${payment.purchase}${payment.id}"`,
    '"payin_extra_id":null',
    `"price_amount":${payment.priceAmount}`,
    `"price_currency":${text(payment.priceCurrency)}`,
    `"pay_amount":${payment.payAmount}`,
    `"actually_paid":${payment.actuallyPaid}`,
    `"pay_currency":${text(payment.payCurrency)}`,
    `"order_id":${text(payment.orderId)}`,
    `"order_description":${text(payment.description)}`,
    `"purchase_id":${purchase}`,
    `"outcome_amount":${payment.outcomeAmount}`,
    `"outcome_currency":${text(payment.outcomeCurrency)}`,
    '"payout_hash":null',
    `"payin_hash":${payment.actuallyPaid === '0' ? null : text(`hash${payment.id}`)}`,
    `"created_at":${time(payment.createdAt)}`,
    `"updated_at":${time(payment.updatedAt)}`,
    '"type":"crypto2crypto"',
    ...family,
  ];
  return `{${fields.join(',')}}`;
}

/** NOWPayments' way of saying no. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  toJson(): string {
    return JSON.stringify({ status: false, statusCode: this.status, code: this.code, message: this.message });
  }
}
