/**
 * The page on which a payer pays: a plain form at the simulator's own address, which a real browser opens. Whatever is pressed
 * changes the transaction as the bank would; nothing about a card is ever asked for.
 */
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
  if (!transaction) return page(404, 'This page does not exist', '<p>Nothing is paid here.</p>');
  if (method === 'GET') return transaction.status === 'success' ? done(transaction) : asking(transaction);
  if (method !== 'POST') return page(405, 'Not possible', '<p>This page is opened or sent, nothing else.</p>');
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
      return page(400, 'Not possible', '<p>This button is not known.</p>');
  }
}

function asking(transaction: Transaction): SimulatorAnswer {
  if (transaction.isPaused) return confirming(transaction);
  return page(200, `Pay ${sumOf(transaction)}`, form(['succeed', 'decline', 'challenge', 'abandon']));
}

function confirming(transaction: Transaction): SimulatorAnswer {
  const text = '<p>Your bank asks you to confirm this payment (3-D Secure).</p>';
  return page(200, `Confirm ${sumOf(transaction)}`, text + form(['confirm', 'decline', 'abandon']));
}

function done(transaction: Transaction): SimulatorAnswer {
  return page(200, 'Payment successful', `<p>${sumOf(transaction)} has been paid.</p>${backTo(transaction)}`);
}

function declined(transaction: Transaction): SimulatorAnswer {
  const text = `<p>The bank declined ${sumOf(transaction)}. You can try again.</p>`;
  return page(200, 'Payment declined', text + form(['succeed', 'decline', 'challenge', 'abandon']));
}

function left(transaction: Transaction): SimulatorAnswer {
  return page(200, 'Nothing was paid', `<p>You can come back to this page later.</p>${backTo(transaction)}`);
}

function form(offered: readonly Choice[]): string {
  const buttons = offered.map((one) => `<button name="choice" value="${one}">${choices[one]}</button>`);
  return `<form method="post">${buttons.join('\n')}</form>`;
}

/** Text and nothing that runs, so that nothing of a payment's words can either. */
function backTo({ callbackUrl, reference }: Transaction): string {
  const url = callbackUrl === null ? null : URL.parse(callbackUrl);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return '';
  url.searchParams.set('trxref', reference);
  url.searchParams.set('reference', reference);
  return `<p><a href="${escaped(url.href)}">Return to the merchant</a></p>`;
}

function sumOf({ amount, currency }: Transaction): string {
  const cents = String(amount % 100).padStart(2, '0');
  return escaped(`${currency} ${Math.floor(amount / 100)}.${cents}`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style =
  'body{font:16px/1.5 system-ui;max-width:26rem;margin:4rem auto;padding:0 1rem}button{display:block;width:100%;margin:.5rem 0;padding:.75rem;font:inherit}';

function page(status: number, title: string, body: string): SimulatorAnswer {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style>`;
  return {
    status,
    body: `<!DOCTYPE html><html lang="en"><head>${head}</head><body><h1>${title}</h1>${body}<p><small>Simulated Paystack</small></p></body></html>`,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
      'Cache-Control': 'no-store',
    },
  };
}
