/** PayPal's own page as a payer's browser opens it: a plain form without script, which ends in approval or not. */
import { toDecimal } from '../../../kernel/money';
import type { SimulatorAnswer } from '../../simulator-server';
import type { Bank } from './bank';
import { orderOf } from './orders';
import { PaypalProblem } from './problem';
import type { Order } from './things';

const choices = [
  ['approve', 'Log in and pay'],
  ['decline', 'Pay with a card that is declined'],
  ['confirm', 'Pay with a card that asks for 3-D Secure'],
  ['echeck', 'Pay by eCheck, which takes days'],
  ['abandon', 'Cancel and go back'],
] as const;

/** `GET /checkoutnow?token=` shows the page; `POST /checkoutnow/<choice>?token=` is what its buttons send. */
export function pageAnswer(
  bank: Bank,
  method: string,
  path: string,
  query: URLSearchParams,
  nowMs: number,
): SimulatorAnswer {
  const choice = /^\/checkoutnow\/([a-z-]{1,20})$/.exec(path)?.[1] ?? null;
  try {
    const order = orderOf(bank, query.get('token') ?? '', nowMs);
    if (method === 'GET' && path === '/checkoutnow') return shown(asking(order));
    if (method === 'POST' && choice !== null) return shown(chosen(bank, order, choice, nowMs));
  } catch (error) {
    if (!(error instanceof PaypalProblem)) throw error;
  }
  return {
    ...shown('<h1>Things don’t appear to be working at the moment</h1><p>This link has expired.</p>'),
    status: 404,
  };
}

function isOpen({ status }: Order): boolean {
  return status === 'CREATED' || status === 'PAYER_ACTION_REQUIRED';
}

function asking(order: Order): string {
  if (!isOpen(order)) return ended(order, 'This payment is already approved.');
  return `${what(order)}${choices.map(([choice, label]) => button(order, choice, label)).join('')}`;
}

function chosen(bank: Bank, order: Order, choice: string, nowMs: number): string {
  if (!isOpen(order)) return ended(order, 'This payment is already approved.');
  switch (choice) {
    case 'confirm':
      return `${what(order)}<p>Your bank wants to know that it is you.</p>${button(order, 'approve', 'It is me')}${button(order, 'abandon', 'It is not me')}`;
    case 'approve':
    case 'decline':
    case 'echeck':
      approve(bank, order, nowMs, choice === 'approve' ? 'good' : choice === 'decline' ? 'refused' : 'echeck');
      return ended(order, 'Thank you. You can close this window.');
    default:
      return ended(order, 'You left without paying.');
  }
}

/** The payer agrees; what they pay with shows when the money is taken. */
export function approve(bank: Bank, order: Order, nowMs: number, means: Order['means'] = 'good'): void {
  order.payer ??= [...bank.payers.values()].find((payer) => payer.id === order.save?.customer) ?? bank.makeCustomer();
  order.status = 'APPROVED';
  order.means = means;
  order.updated = nowMs;
}

function what({ amount, currency, description }: Order): string {
  return `<h1>Pay Northgate Hosting</h1><p>${escaped(description ?? '')}</p><p><strong>${toDecimal(amount, currency)} ${escaped(currency)}</strong></p>`;
}

function button(order: Order, choice: string, label: string): string {
  const action = `/checkoutnow/${choice}?token=${encodeURIComponent(order.id)}`;
  return `<form method="post" action="${escaped(action)}"><button type="submit" name="choice" value="${choice}">${escaped(label)}</button></form>`;
}

function ended({ returnUrl }: Order, words: string): string {
  const back = returnUrl !== null && /^https?:$/.test(URL.parse(returnUrl)?.protocol ?? '') ? returnUrl : null;
  const link = back === null ? '' : `<p><a href="${escaped(back)}">Back to Northgate Hosting</a></p>`;
  return `<p>${escaped(words)}</p>${link}`;
}

function shown(content: string): SimulatorAnswer {
  const head = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>PayPal (simulated)</title></head>';
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; form-action 'self'",
  };
  return { status: 200, body: `${head}<body><main>${content}</main></body></html>`, headers };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
