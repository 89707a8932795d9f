/** The account's things as PayPal writes them: amounts as decimal text, dates of the search without a colon, negative fees. */
import { moneyOf } from '../amount';
import { leftOf } from './aftermath';
import type { Bank } from './bank';
import type { Capture, Dispute, Order, Payer, Refund, Row, Token } from './things';

const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
const searchDate = (at: number) => iso(at).replace('Z', '+0000');
const link = (href: string, rel: string, method: string) => ({ href, rel, method });

/** Leaves out what is null: PayPal does not write what is not there. */
function some(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

export function rowShown(bank: Bank, row: Row): object {
  const { payer } = row;
  const info = some({
    paypal_account_id: payer?.id ?? bank.account,
    transaction_id: row.id,
    paypal_reference_id: row.of,
    paypal_reference_id_type: row.of === null ? null : 'TXN',
    transaction_event_code: row.code,
    transaction_initiation_date: searchDate(row.at),
    transaction_updated_date: searchDate(row.updated),
    transaction_amount: moneyOf(row.amount, row.currency),
    fee_amount: row.fee === null ? null : moneyOf(-row.fee, row.currency),
    transaction_status: row.status,
    transaction_subject: row.subject,
    transaction_note: row.note,
    bank_reference_id: row.bankReference,
    invoice_id: row.invoice,
    custom_field: row.custom,
    protection_eligibility: '02',
  });
  const name = payer && { given_name: payer.given, surname: payer.surname, alternate_full_name: fullName(payer) };
  const about = payer && {
    account_id: payer.id,
    email_address: payer.email,
    address_status: 'N',
    payer_status: 'Y',
    payer_name: name,
    country_code: payer.country,
  };
  return { transaction_info: info, payer_info: about ?? { address_status: 'N', payer_name: {} } };
}

function fullName({ given, surname }: Payer): string {
  return `${given} ${surname}`;
}

function captureShown(url: string, capture: Capture): object {
  const { amount, currency, fee, converted, status } = capture;
  const money = (value: number) => moneyOf(value, currency);
  const settled = !['PENDING', 'DECLINED', 'FAILED'].includes(status);
  const breakdown = some({
    gross_amount: money(amount),
    paypal_fee: money(fee),
    net_amount: money(amount - fee),
    receivable_amount: converted && moneyOf(converted.amount, converted.currency),
    exchange_rate: converted && {
      source_currency: currency,
      target_currency: converted.currency,
      value: rateText(converted.rate),
    },
  });
  const at = `${url}/v2/payments/captures/${capture.id}`;
  return some({
    id: capture.id,
    status,
    status_details: capture.why && { reason: capture.why },
    amount: money(amount),
    final_capture: true,
    seller_protection: { status: 'NOT_ELIGIBLE' },
    seller_receivable_breakdown: settled ? breakdown : null,
    invoice_id: capture.invoice,
    custom_id: capture.customId,
    processor_response: status === 'DECLINED' ? { response_code: '5120' } : null,
    links: [
      link(at, 'self', 'GET'),
      link(`${at}/refund`, 'refund', 'POST'),
      link(`${url}/v2/checkout/orders/${capture.order}`, 'up', 'GET'),
    ],
    create_time: iso(capture.at),
    update_time: iso(capture.updated),
  });
}

/** As `GET /v2/payments/captures/{id}`, which also names the order. */
export function captureAlone(url: string, capture: Capture): object {
  return { ...captureShown(url, capture), supplementary_data: { related_ids: { order_id: capture.order } } };
}

function rateText(rate: number): string {
  const digits = String(rate).padStart(6, '0');
  return `${digits.slice(0, -5)}.${digits.slice(-5)}`;
}

export function refundShown(url: string, bank: Bank, refund: Refund): object {
  const capture = bank.captureOf(refund.capture);
  const money = (value: number) => moneyOf(value, refund.currency);
  const breakdown = {
    gross_amount: money(refund.amount),
    paypal_fee: money(0),
    net_amount: money(refund.amount),
    total_refunded_amount: money(capture.amount - leftOf(capture)),
  };
  return some({
    id: refund.id,
    status: refund.status,
    amount: money(refund.amount),
    custom_id: refund.customId,
    note_to_payer: refund.note,
    seller_payable_breakdown: breakdown,
    links: [
      link(`${url}/v2/payments/refunds/${refund.id}`, 'self', 'GET'),
      link(`${url}/v2/payments/captures/${refund.capture}`, 'up', 'GET'),
    ],
    create_time: iso(refund.at),
    update_time: iso(refund.at),
  });
}

/** `whole` false: id, status and links, as PayPal answers a write unless asked for more. */
export function orderShown(url: string, bank: Bank, order: Order, whole: boolean): object {
  const at = `${url}/v2/checkout/orders/${order.id}`;
  const open = order.status === 'CREATED' || order.status === 'PAYER_ACTION_REQUIRED';
  const page = link(`${url}/checkoutnow?token=${order.id}`, order.wallet ? 'payer-action' : 'approve', 'GET');
  const links = [
    link(at, 'self', 'GET'),
    ...(open ? [page] : []),
    ...(order.status === 'APPROVED' ? [link(`${at}/capture`, 'capture', 'POST')] : []),
  ];
  const head = { id: order.id, status: order.status, links };
  if (!whole) return head;
  const { payer } = order;
  const refunds = order.captures.flatMap((capture) => capture.refunds);
  const payments = some({
    captures: order.captures.map((capture) => captureShown(url, capture)),
    refunds: refunds.length === 0 ? null : refunds.map((refund) => refundShown(url, bank, refund)),
  });
  const unit = some({
    reference_id: 'default',
    amount: moneyOf(order.amount, order.currency),
    description: order.description,
    custom_id: order.customId,
    invoice_id: order.invoice,
    payments: order.captures.length === 0 ? null : payments,
  });
  return some({
    ...head,
    intent: 'CAPTURE',
    create_time: iso(order.at),
    update_time: iso(order.updated),
    purchase_units: [unit],
    payer: payer && payerShown(payer),
    payment_source: sourceShown(order),
  });
}

function payerShown(payer: Payer): object {
  const name = { given_name: payer.given, surname: payer.surname };
  return { name, email_address: payer.email, payer_id: payer.id, address: { country_code: payer.country } };
}

function sourceShown({ payer, token, wallet }: Order): object | null {
  if (!payer) return wallet ? { paypal: {} } : null;
  const vault = token && { id: token.id, status: 'VAULTED', customer: { id: token.customer } };
  const paypal = some({
    email_address: payer.email,
    account_id: payer.id,
    account_status: 'VERIFIED',
    name: { given_name: payer.given, surname: payer.surname },
    attributes: vault && { vault },
  });
  return { paypal };
}

/** The list shows less than the dispute itself. */
export function disputeListed(url: string, dispute: Dispute): object {
  return some({
    dispute_id: dispute.id,
    create_time: milli(dispute.at),
    update_time: milli(dispute.updated),
    reason: dispute.reason,
    status: dispute.status,
    dispute_state: dispute.status === 'RESOLVED' ? 'RESOLVED' : 'REQUIRED_ACTION',
    dispute_amount: moneyOf(dispute.amount, dispute.currency),
    dispute_life_cycle_stage: 'CHARGEBACK',
    dispute_channel: 'INTERNAL',
    seller_response_due_date: dispute.due === null ? null : milli(dispute.due),
    links: [link(`${url}/v1/customer/disputes/${dispute.id}`, 'self', 'GET')],
  });
}

const milli = (at: number) => new Date(at).toISOString();

export function disputeShown(url: string, bank: Bank, dispute: Dispute): object {
  const capture = bank.captureOf(dispute.capture);
  const transaction = {
    seller_transaction_id: capture.id,
    create_time: milli(capture.at),
    transaction_status: 'COMPLETED',
    gross_amount: moneyOf(capture.amount, capture.currency),
    seller: { merchant_id: bank.account, name: 'Northgate Hosting' },
  };
  const refunded = dispute.outcome === 'RESOLVED_BUYER_FAVOUR' ? moneyOf(dispute.amount, dispute.currency) : null;
  const { dispute_state: _state, ...listed } = { dispute_state: '', ...disputeListed(url, dispute) };
  return some({
    ...listed,
    disputed_transactions: [transaction],
    evidences: dispute.evidences,
    links: disputeLinks(url, dispute),
    dispute_outcome: dispute.outcome && some({ outcome_code: dispute.outcome, amount_refunded: refunded }),
  });
}

/** What can be done with it is told by its links. */
function disputeLinks(url: string, { id, status }: Dispute): object[] {
  const at = `${url}/v1/customer/disputes/${id}`;
  const answer = link(`${at}/provide-evidence`, 'provide-evidence', 'POST');
  return [link(at, 'self', 'GET'), ...(status === 'WAITING_FOR_SELLER_RESPONSE' ? [answer] : [])];
}

export function tokenShown(url: string, token: Token): object {
  const { card, payer } = token;
  const paypal = {
    email_address: payer.email,
    account_id: payer.id,
    name: { given_name: payer.given, surname: payer.surname },
  };
  const source = card ? { card: { brand: card.brand, last_digits: card.last4, expiry: card.expiry } } : { paypal };
  const at = `${url}/v3/vault/payment-tokens/${token.id}`;
  const links = [link(at, 'self', 'GET'), link(at, 'delete', 'DELETE')];
  return { id: token.id, customer: { id: token.customer }, payment_source: source, links };
}
