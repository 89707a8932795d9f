/**
 * The page on which a payer pays: a plain form at the simulator's own address, which a real browser opens. Whatever is pressed
 * changes the transaction as the bank would; nothing about a card is ever asked for.
 */
import { toDecimal } from '../../../kernel/money';
import { type PagePart, payerPage } from '../../payer-page';
import type { SimulatorAnswer } from '../../simulator-server';
import type { Bank } from './bank';
import type { Store, Transaction } from './store';

type Choice = 'succeed' | 'decline' | 'challenge' | 'confirm' | 'abandon';

const choices: Readonly<Record<Choice, string>> = {
  succeed: 'Pay',
  decline: 'Pay with a card that is declined',
  challenge: 'Pay with a card that asks for 3-D Secure',
  confirm: 'Confirm the payment',
  abandon: 'Leave without paying',
};

/** Answers a request for a page; null when the path is none. `body`: the form that was sent, for POST. `at`: UTC ms. */
export function answerCheckout(
  bank: Bank,
  at: number,
  method: string,
  path: string,
  body: string,
): SimulatorAnswer | null {
  const code = /^\/checkout\/([a-z0-9]+)$/.exec(path)?.[1];
  if (code === undefined) return null;
  const transaction = find(bank.store, code);
  if (!transaction) return page('This page does not exist', ['Nothing is paid here.'], 404);
  if (method === 'GET') return transaction.status === 'success' ? done(transaction) : asking(transaction);
  if (method !== 'POST') return page('Not possible', ['This page is opened or sent, nothing else.'], 405);
  return choose(bank, at, transaction, new URLSearchParams(body).get('choice') ?? '');
}

function find(store: Store, code: string): Transaction | undefined {
  const id = store.byAccessCode.get(code);
  return id === undefined ? undefined : store.transactions.get(id);
}

function choose(bank: Bank, at: number, transaction: Transaction, choice: string): SimulatorAnswer {
  const { id, status } = transaction;
  if (status === 'success') return done(transaction);
  switch (choice) {
    case 'succeed':
    case 'confirm':
      return done(bank.succeed(id, at, transaction.authorization ?? undefined));
    case 'decline':
      return declined(bank.decline(id, 'Declined'));
    case 'challenge':
      return confirming(bank.become(id, 'ongoing'));
    case 'abandon':
      return left(bank.become(id, 'abandoned'));
    default:
      return page('Not possible', ['This button is not known.'], 400);
  }
}

function asking(transaction: Transaction): SimulatorAnswer {
  if (transaction.isPaused) return confirming(transaction);
  return page(`Pay ${sumOf(transaction)}`, [form(['succeed', 'decline', 'challenge', 'abandon'])]);
}

function confirming(transaction: Transaction): SimulatorAnswer {
  const text = 'Your bank asks you to confirm this payment (3-D Secure).';
  return page(`Confirm ${sumOf(transaction)}`, [text, form(['confirm', 'decline', 'abandon'])]);
}

function done(transaction: Transaction): SimulatorAnswer {
  return page('Payment successful', [`${sumOf(transaction)} has been paid.`, backTo(transaction)]);
}

function declined(transaction: Transaction): SimulatorAnswer {
  const text = `The bank declined ${sumOf(transaction)}. You can try again.`;
  return page('Payment declined', [text, form(['succeed', 'decline', 'challenge', 'abandon'])]);
}

function left(transaction: Transaction): SimulatorAnswer {
  return page('Nothing was paid', ['You can come back to this page later.', backTo(transaction)]);
}

function form(offered: readonly Choice[]): PagePart {
  return { buttons: Object.fromEntries(offered.map((one) => [one, choices[one]])), field: 'choice' };
}

function backTo({ callbackUrl, reference }: Transaction): PagePart {
  const url = callbackUrl === null ? null : URL.parse(callbackUrl);
  url?.searchParams.set('trxref', reference);
  url?.searchParams.set('reference', reference);
  return { back: url?.href ?? null };
}

function sumOf({ amount, currency }: Transaction): string {
  return `${currency} ${toDecimal(amount, currency)}`;
}

function page(title: string, parts: readonly PagePart[], status = 200): SimulatorAnswer {
  return payerPage({ gateway: 'Paystack', title, parts, status });
}
