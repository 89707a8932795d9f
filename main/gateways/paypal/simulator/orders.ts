/** The orders API: made, shown, changed, approved on the page, captured. An order that nobody approves is gone after six hours. */
import { listOf } from '../wire';
import type { Bank } from './bank';
import { at, moneyAt, shortAt, textAt } from './body';
import { badRequest, notFound, refused } from './problem';
import { reasons } from './reasons';
import type { Order, Token } from './things';

const OPEN_MS = 6 * 3_600_000;

/** Throws PaypalProblem when there is none, or no more. */
export function orderOf(bank: Bank, id: string, nowMs: number): Order {
  const order = bank.orders.get(id);
  if (!order || (order.status !== 'COMPLETED' && nowMs - order.at > OPEN_MS)) throw notFound();
  return order;
}

export function createOrder(bank: Bank, nowMs: number, body: unknown, requestId: string | null): Order {
  if (textAt(body, 'intent') !== 'CAPTURE')
    throw badRequest('INVALID_PARAMETER_VALUE', 'The value of intent is invalid.');
  const units = listOf(at(body, 'purchase_units'));
  const [unit] = units;
  if (unit === undefined) throw badRequest('MISSING_REQUIRED_PARAMETER', 'purchase_units is required.');
  if (units.length > 1) throw badRequest('INVALID_ARRAY_MAX_ITEMS', 'Only one purchase unit is simulated.');
  const source = at(body, 'payment_source');
  if (source !== undefined && requestId === null) {
    throw badRequest('PAYPAL_REQUEST_ID_REQUIRED', reasons.PAYPAL_REQUEST_ID_REQUIRED ?? '');
  }
  const wallet = at(source, 'paypal') !== undefined;
  const context = at(source, 'paypal', 'experience_context');
  const vault = at(source, 'paypal', 'attributes', 'vault');
  if (vault !== undefined && textAt(vault, 'store_in_vault') !== 'ON_SUCCESS') {
    throw refused('VAULT_INSTRUCTION_REQUIRED');
  }
  if (vault !== undefined && textAt(context, 'return_url') === null) {
    throw refused('RETURN_URL_REQUIRED');
  }
  const customer = shortAt(source, 22, 'paypal', 'attributes', 'customer', 'id');
  return bank.newOrder(nowMs, {
    ...moneyAt(unit, 'amount'),
    status: wallet ? 'PAYER_ACTION_REQUIRED' : 'CREATED',
    description: shortAt(unit, 127, 'description'),
    customId: shortAt(unit, 127, 'custom_id'),
    invoice: shortAt(unit, 127, 'invoice_id'),
    wallet,
    returnUrl: textAt(context, 'return_url'),
    cancelUrl: textAt(context, 'cancel_url'),
    save: vault === undefined ? null : { customer },
  });
}

/** `PATCH`: only the unit's custom id is simulated. */
export function changeOrder(bank: Bank, nowMs: number, id: string, body: unknown): void {
  const order = orderOf(bank, id, nowMs);
  if (order.status === 'COMPLETED' || order.status === 'VOIDED') {
    throw refused('ORDER_ALREADY_COMPLETED');
  }
  for (const change of listOf(body)) {
    if (textAt(change, 'path') !== "/purchase_units/@reference_id=='default'/custom_id") {
      throw refused('NOT_PATCHABLE');
    }
    order.customId = shortAt(change, 127, 'value');
    order.updated = nowMs;
  }
}

export function captureOrder(bank: Bank, nowMs: number, id: string, body: unknown): Order {
  const order = orderOf(bank, id, nowMs);
  if (order.status === 'COMPLETED') throw refused('ORDER_ALREADY_CAPTURED');
  const token = tokenIn(bank, body);
  if (token) return captureWith(bank, nowMs, order, token);
  if (order.status !== 'APPROVED') throw refused('ORDER_NOT_APPROVED');
  if (order.means === 'refused') {
    order.status = 'PAYER_ACTION_REQUIRED';
    order.means = 'good';
    throw declined();
  }
  const { save, payer } = order;
  if (save && payer) order.token = bank.saveMethod(payer, save.customer === null ? {} : { customer: save.customer });
  bank.capture(nowMs, order, order.means === 'echeck' ? { status: 'PENDING', why: 'ECHECK' } : {});
  return order;
}

function captureWith(bank: Bank, nowMs: number, order: Order, token: Token): Order {
  if (token.refuses) throw declined();
  order.payer = token.payer;
  order.token = token;
  bank.capture(nowMs, order, { code: 'T0003' });
  return order;
}

function declined() {
  return refused('INSTRUMENT_DECLINED');
}

function tokenIn(bank: Bank, body: unknown): Token | null {
  for (const kind of ['paypal', 'card']) {
    const id = textAt(body, 'payment_source', kind, 'vault_id');
    if (id === null) continue;
    const token = bank.tokens.get(id);
    if (!token) throw refused('TOKEN_ID_NOT_FOUND');
    if ((token.card !== null) !== (kind === 'card')) {
      throw refused('MISMATCHED_VAULT_ID_TO_PAYMENT_SOURCE');
    }
    if (kind === 'card' && textAt(body, 'payment_source', 'card', 'stored_credential', 'payment_initiator') === null) {
      throw refused('REQUIRED_PARAMETER_FOR_CUSTOMER_INITIATED_PAYMENT');
    }
    return token;
  }
  return null;
}
