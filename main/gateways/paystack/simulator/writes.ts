/** What may be asked of the simulated account: a page, a charge of a saved method, a refund, the end of a saved method. */
import { z } from 'zod';
import { createdRefund } from './aftermath-objects';
import type { Bank } from './bank';
import { chargedTransaction } from './objects';
import { PaystackProblem } from './problem';
import type { Authorization, Transaction } from './store';
import { takenCurrencies } from './terms';

/** Whole hundredths, as a number or as text: Paystack takes both. */
const amount = z.union([z.int(), z.string().regex(/^\d{1,15}$/)]).transform(Number);
const fields = {
  email: z.email(),
  amount,
  currency: z.string().default('NGN'),
  reference: z.string().optional(),
  metadata: z.unknown().optional(),
};
const initializeSchema = z.object({ ...fields, callback_url: z.string().optional() });
const chargeSchema = z.object({ ...fields, authorization_code: z.string() });
const refundSchema = z.object({
  transaction: z.union([z.string(), z.int().transform(String)]),
  amount: amount.optional(),
  currency: z.string().optional(),
  merchant_note: z.string().optional(),
});
const deactivateSchema = z.object({ authorization_code: z.string() });

/** JSON text of `POST path`; null when there is no such path. `at`: UTC ms. `url`: where the simulator listens. */
export function answerPost(bank: Bank, at: number, url: string, path: string, body: string): string | null {
  switch (path) {
    case '/transaction/initialize':
      return initialize(bank, at, url, body);
    case '/transaction/charge_authorization':
      return charge(bank, at, url, body);
    case '/refund':
      return refund(bank, at, body);
    case '/customer/authorization/deactivate':
      return deactivate(bank, body);
    default:
      return null;
  }
}

function initialize(bank: Bank, at: number, url: string, body: string): string {
  const asked = read(initializeSchema, body);
  const transaction = begin(bank, at, asked, asked.callback_url ?? null);
  const { accessCode, reference } = transaction;
  const data = { authorization_url: `${url}/checkout/${accessCode}`, access_code: accessCode, reference };
  return told('Authorization URL created', data);
}

function charge(bank: Bank, at: number, url: string, body: string): string {
  const asked = read(chargeSchema, body);
  const { store } = bank;
  const authorization = store.authorizations.get(asked.authorization_code);
  const customer = store.customer(asked.email);
  if (!authorization?.isActive || authorization.customer !== customer?.code) {
    const message =
      'Email does not match Authorization code. Authorization may be inactive or belong to a different email. Please confirm.';
    throw new PaystackProblem(400, message, 'invalid_params');
  }
  const begun = begin(bank, at, asked, null);
  const transaction = bankAnswers(bank, at, begun, authorization);
  if (!transaction.isPaused) return told('Charge attempted', chargedTransaction(store, transaction));
  const { reference, accessCode } = transaction;
  const data = { paused: true, reference, authorization_url: `${url}/checkout/${accessCode}`, access_code: accessCode };
  return told('Please, redirect your customer to the authorization url provided', data);
}

function bankAnswers(bank: Bank, at: number, { id }: Transaction, authorization: Authorization): Transaction {
  const { code, behaviour } = authorization;
  const { transactions } = bank.store;
  switch (behaviour) {
    case 'succeed':
      return bank.succeed(id, at, code);
    case 'decline':
      transactions.change(id, { authorization: code });
      return bank.decline(id, 'Insufficient Funds');
    case 'stolen':
      transactions.change(id, { authorization: code });
      return bank.decline(id, 'Stolen Card');
    case 'process':
      return transactions.change(id, { authorization: code, status: 'processing', gatewayResponse: 'Processing' });
    case 'challenge':
      return transactions.change(id, { authorization: code, status: 'ongoing', isPaused: true });
  }
}

/** A transaction that nobody has paid yet: so it stands from the moment its page is there. */
function begin(
  bank: Bank,
  at: number,
  asked: z.infer<typeof initializeSchema>,
  callbackUrl: string | null,
): Transaction {
  const { email, amount, currency, reference } = asked;
  if (!takenCurrencies.includes(currency)) {
    throw new PaystackProblem(403, 'Currency not supported by merchant', 'unsupported_currency');
  }
  if (amount <= 0 || (currency === 'XOF' && amount % 100 !== 0)) {
    throw new PaystackProblem(400, 'Invalid Amount Sent', 'invalid_amount');
  }
  if (reference !== undefined && !/^[A-Za-z0-9.,=-]{1,100}$/.test(reference)) {
    throw new PaystackProblem(400, 'Invalid transaction reference', 'invalid_params');
  }
  // Whatever became of the other one: declined and abandoned tries keep their reference too.
  if (reference !== undefined && bank.store.byReference.has(reference)) {
    throw new PaystackProblem(400, 'Duplicate Transaction Reference', 'duplicate_reference');
  }
  const metadata = metadataOf(asked.metadata);
  const known = reference === undefined ? {} : { reference };
  return bank.makePayment({
    at,
    amount,
    currency,
    customer: email,
    status: 'abandoned',
    metadata,
    callbackUrl,
    ...known,
  });
}

function metadataOf(given: unknown): unknown {
  if (typeof given !== 'string') return given ?? null;
  try {
    const parsed: unknown = JSON.parse(given);
    return parsed;
  } catch {
    return given;
  }
}

function refund(bank: Bank, at: number, body: string): string {
  const asked = read(refundSchema, body);
  const { store } = bank;
  const transaction = store.transaction(asked.transaction);
  if (!transaction) throw new PaystackProblem(404, 'Transaction not found', 'transaction_not_found');
  if (transaction.status !== 'success') {
    throw new PaystackProblem(400, 'Transaction has not been successful', 'invalid_transaction');
  }
  const earlier = store.refunds.all().filter((one) => one.transaction === transaction.id && one.status !== 'failed');
  const left = transaction.amount - earlier.reduce((sum, one) => sum + one.amount, 0);
  const wanted = asked.amount ?? left;
  if (left <= 0) throw new PaystackProblem(400, 'Transaction has been fully reversed', 'transaction_reversed');
  if (wanted <= 0 || wanted > left) {
    throw new PaystackProblem(400, 'Refund amount cannot be more than transaction amount', 'invalid_amount');
  }
  const made = bank.refund(transaction.id, at, wanted, asked.merchant_note);
  return told('Refund has been queued for processing', createdRefund(store, made));
}

function deactivate(bank: Bank, body: string): string {
  const { authorization_code } = read(deactivateSchema, body);
  const found = bank.store.authorizations.get(authorization_code);
  if (!found?.isActive) throw new PaystackProblem(404, 'Authorization code not found.', 'authorization_not_found');
  bank.store.authorizations.set(authorization_code, { ...found, isActive: false });
  return JSON.stringify({ status: true, message: 'Authorization has been deactivated' });
}

function read<S extends z.ZodType>(schema: S, body: string): z.output<S> {
  let raw: unknown;
  try {
    raw = JSON.parse(body);
  } catch {
    throw new PaystackProblem(400, 'Invalid JSON payload passed', 'invalid_params');
  }
  const found = schema.safeParse(raw);
  if (found.success) return found.data;
  const name = found.error.issues[0]?.path.join('.') ?? 'body';
  throw new PaystackProblem(400, `${name} is required and must be valid`, 'invalid_params');
}

function told(message: string, data: unknown): string {
  return JSON.stringify({ status: true, message, data });
}
