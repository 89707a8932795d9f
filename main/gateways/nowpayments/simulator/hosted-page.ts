/**
 * The page of an invoice, as a payer's browser opens it: a plain form whose buttons are the ways in which a payment in coins can
 * go. It stands in for NOWPayments' own page, at the simulator's address only.
 */
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
  if (!invoice) return page(404, 'Not found', '<p>There is no such invoice.</p>');
  if (call.method !== 'POST') return page(200, 'Pay with coins', formOf(bank, invoice));
  const form = new URLSearchParams(call.body);
  const act = acts.find((known) => known === form.get('act'));
  const coin = form.get('coin') ?? '';
  if (act === undefined || !isCoin(coin))
    return page(400, 'Not understood', '<p>Choose a coin and one of the buttons.</p>');
  play(bank, invoice, act, coin, call.nowMs);
  return page(200, 'Thank you', `<p id="done">${labels[act]}: done.</p>${backTo(invoice)}`);
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

function formOf(bank: Bank, invoice: SimulatedInvoice): string {
  const paid = bank.payments.find((payment) => payment.invoice === invoice.id && payment.status === 'finished');
  if (paid) return `<p id="done">This invoice is paid.</p>${backTo(invoice)}`;
  const coins = tickers.map((ticker) => `<option value="${ticker}">${ticker.toUpperCase()}</option>`).join('');
  const buttons = acts.map((act) => `<p><button name="act" value="${act}">${labels[act]}</button></p>`).join('');
  const price = `${escaped(invoice.priceAmount)} ${escaped(invoice.priceCurrency.toUpperCase())}`;
  return `<p><strong id="price">${price}</strong></p><p>${escaped(invoice.description ?? '')}</p>
<form method="post"><p><label>Coin <select name="coin">${coins}</select></label></p>${buttons}</form>`;
}

function backTo(invoice: SimulatedInvoice): string {
  return invoice.returnUrl === null
    ? ''
    : `<p><a id="back" href="${escaped(invoice.returnUrl)}">Back to the shop</a></p>`;
}

function page(status: number, title: string, body: string): SimulatorAnswer {
  const head = `<meta charset="utf-8"><title>${title} – simulated NOWPayments</title>`;
  const html = `<!DOCTYPE html><html lang="en"><head>${head}</head><body><h1>${title}</h1>${body}<p>This is a simulation: no coin moves.</p></body></html>`;
  return {
    status,
    body: html,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
      'Cache-Control': 'no-store',
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
