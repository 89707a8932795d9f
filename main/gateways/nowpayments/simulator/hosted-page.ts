/**
 * The page of an invoice, as a payer's browser opens it: a plain form whose buttons are the ways in which a payment in coins can
 * go. It stands in for NOWPayments' own page, at the simulator's address only.
 */
import { type PagePart, payerPage } from '../../payer-page';
import type { SimulatorAnswer, SimulatorCall } from '../../simulator-server';
import type { Bank } from './bank';
import { isCoin, tickers } from './coins';
import type { SimulatedInvoice } from './objects';

const acts = ['succeed', 'confirm', 'short', 'decline', 'abandon'] as const;
type Act = (typeof acts)[number];

const labels: Readonly<Record<Act, string>> = {
  succeed: 'Send the whole amount',
  confirm: 'Send it, and leave it waiting for the chain',
  short: 'Send two thirds of it',
  decline: 'Let it fail',
  abandon: 'Choose the coin and leave',
};

/** Answers GET and POST of `/payment/?iid=`. */
export function answerPage(bank: Bank, call: SimulatorCall): SimulatorAnswer {
  const invoice = bank.invoices.get(call.query.get('iid') ?? '');
  if (!invoice) return page('Not found', ['There is no such invoice.'], 404);
  if (call.method !== 'POST') return asking(bank, invoice);
  const form = new URLSearchParams(call.body);
  const act = acts.find((known) => known === form.get('act'));
  const coin = form.get('coin') ?? '';
  if (act === undefined || !isCoin(coin)) return page('Not understood', ['Choose a coin and one of the buttons.'], 400);
  play(bank, invoice, act, coin, call.nowMs);
  return page('Thank you', [`${labels[act]}: done.`, { back: invoice.returnUrl }]);
}

function play(bank: Bank, invoice: SimulatedInvoice, act: Act, coin: string, at: number): void {
  const waiting = bank.payments.find(
    (payment) => payment.invoice === invoice.id && ['waiting', 'confirming'].includes(payment.status),
  );
  const id = waiting?.id ?? bank.open(invoice.id, at, coin);
  if (act === 'succeed') bank.finish(id, at);
  else if (act === 'confirm') bank.progress(id, at, 'confirming');
  else if (act === 'short') bank.payShort(id, at, { of: 2n, in: 3n });
  else if (act === 'decline') bank.end(id, at, 'failed');
}

function asking(bank: Bank, invoice: SimulatedInvoice): SimulatorAnswer {
  const paid = bank.payments.some((payment) => payment.invoice === invoice.id && payment.status === 'finished');
  if (paid) return page('Paid', ['This invoice is paid.', { back: invoice.returnUrl }]);
  const sum = `${invoice.priceAmount} ${invoice.priceCurrency.toUpperCase()}`;
  const choice = { field: 'coin', label: 'Coin', values: tickers };
  return page(`Pay ${sum} with coins`, [invoice.description ?? '', { buttons: labels, field: 'act', choice }]);
}

function page(title: string, parts: readonly PagePart[], status = 200): SimulatorAnswer {
  return payerPage({ gateway: 'NOWPayments', title, parts, status });
}
