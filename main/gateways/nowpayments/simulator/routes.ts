/** NOWPayments' endpoints as this program uses them: sign-in, invoices, one payment, the list of payments. */
import { isCurrency } from '../../../kernel/currency';
import { field } from '../../field';
import { decimalTextOf, parseLossless } from '../../lossless-json';
import type { SimulatorCall } from '../../simulator-server';
import type { Bank } from './bank';
import { tickers } from './coins';
import { invoiceJson, paymentJson, Refusal, type SimulatedPayment } from './objects';

export interface Access {
  key: string;
  /** Null: an account that nobody signs in to. */
  email: string | null;
  password: string | null;
}

const TOKEN_MS = 300_000;
const MAX_LIMIT = 500;

/** Gives the status and the JSON of the answer. Throws Refusal. */
export function answerApi(
  bank: Bank,
  access: Access,
  call: SimulatorCall,
  pageOf: (invoice: string) => string,
): [number, string] {
  const { method, path } = call;
  if (method === 'GET' && path === '/v1/status') return [200, '{"message":"OK"}'];
  if (method === 'POST' && path === '/v1/auth') return [200, signIn(bank, access, call)];
  if (call.headers['x-api-key'] !== access.key) throw new Refusal(403, 'INVALID_API_KEY', 'Invalid api key');
  if (method === 'GET' && path === '/v1/merchant/coins') return [200, JSON.stringify({ selectedCurrencies: tickers })];
  if (method === 'GET' && path === '/v1/balance') return [200, '{"trx":{"amount":94.088939,"pendingAmount":0}}'];
  if (method === 'POST' && path === '/v1/invoice') return [201, createInvoice(bank, call, pageOf)];
  if (method === 'GET' && path === '/v1/payment/') {
    admitSignedIn(call);
    return [200, listPayments(bank, call.query)];
  }
  const id = method === 'GET' ? /^\/v1\/payment\/([^/]+)$/.exec(path)?.[1] : undefined;
  if (id === undefined) throw new Refusal(404, 'NOT_FOUND', 'Endpoint not found');
  const payment = bank.payment(decodeURIComponent(id));
  if (!payment) throw new Refusal(404, 'NOT_FOUND', 'Payment not found');
  return [200, paymentJson(payment, true)];
}

function signIn(bank: Bank, access: Access, call: SimulatorCall): string {
  const given = readJson(call.body);
  const isRight =
    access.email !== null && field(given, 'email') === access.email && field(given, 'password') === access.password;
  if (!isRight) throw new Refusal(403, 'ACCESS_DENIED', 'Wrong credentials');
  const seconds = Math.floor(call.nowMs / 1000);
  const parts = [
    { alg: 'HS256', typ: 'JWT' },
    { id: bank.accountId, iat: seconds, exp: seconds + TOKEN_MS / 1000 },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return JSON.stringify({ token: `${signed}.simulated` });
}

function admitSignedIn(call: SimulatorCall): void {
  const token = /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1];
  if (!token) throw new Refusal(401, 'AUTH_REQUIRED', 'Authorization header is empty (Bearer JWTtoken is required)');
  const claims = readJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const ends = field(claims, 'exp');
  if (typeof ends !== 'number' || ends * 1000 <= call.nowMs) throw new Refusal(401, 'AUTH_REQUIRED', 'Token expired');
}

function createInvoice(bank: Bank, call: SimulatorCall, pageOf: (invoice: string) => string): string {
  const wish = readJson(call.body);
  const price = decimalTextOf(field(wish, 'price_amount'));
  const currency = field(wish, 'price_currency');
  if (price === null || !/[1-9]/.test(price) || price.startsWith('-'))
    throw invalid('price_amount must be a positive number');
  if (typeof currency !== 'string' || !isCurrency(currency.toUpperCase()))
    throw invalid('price_currency is not supported');
  const textOf = (name: string) => {
    const value = field(wish, name);
    return typeof value === 'string' ? value : null;
  };
  const description = textOf('order_description');
  const made = {
    at: call.nowMs,
    price,
    currency,
    orderId: textOf('order_id'),
    description,
    returnUrl: textOf('success_url'),
  };
  const invoice = bank.addInvoice(made);
  return invoiceJson(invoice, pageOf(invoice.id));
}

function listPayments(bank: Bank, query: URLSearchParams): string {
  const orderBy = query.get('orderBy') ?? 'asc';
  if (!['asc', 'desc'].includes(orderBy)) throw new Refusal(500, 'INTERNAL_ERROR', 'Internal server error');
  if (!['created_at', 'updated_at', 'payment_id'].includes(query.get('sortBy') ?? 'created_at'))
    throw invalid('sortBy is invalid');
  const limit = wholeOf(query, 'limit', 10);
  const page = wholeOf(query, 'page', 0);
  if (limit < 1 || limit > MAX_LIMIT) throw invalid('limit must be between 1 and 500');
  const wanted = filterOf(query);
  const found = bank.payments.filter(wanted);
  if (query.get('sortBy') === 'updated_at') found.sort((a, b) => a.updatedAt - b.updatedAt);
  if (orderBy === 'desc') found.reverse();
  const rows = found.slice(page * limit, (page + 1) * limit).map((payment) => paymentJson(payment, false));
  const pagesCount = Math.ceil(found.length / limit);
  return `{"data":[${rows.join(',')}],"limit":${limit},"page":${page},"pagesCount":${pagesCount},"total":${found.length}}`;
}

function filterOf(query: URLSearchParams): (payment: SimulatedPayment) => boolean {
  const invoice = query.get('invoiceId');
  const from = timeOf(query, 'dateFrom', 0);
  const to = timeOf(query, 'dateTo', Number.MAX_SAFE_INTEGER);
  return (payment) =>
    payment.createdAt >= from && payment.createdAt <= to && (invoice === null || payment.invoice === invoice);
}

function timeOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const at = /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(`${name} is not a date`);
  return at;
}

function wholeOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name) ?? String(otherwise);
  if (!/^\d{1,9}$/.test(text)) throw invalid(`${name} must be a number`);
  return Number.parseInt(text, 10);
}

function invalid(message: string): Refusal {
  return new Refusal(400, 'INVALID_REQUEST_PARAMS', message);
}

function readJson(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    throw new Refusal(400, 'BAD_REQUEST', 'Body is not JSON');
  }
}
