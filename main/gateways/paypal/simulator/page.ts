/** PayPal's own page as a payer's browser opens it: a plain form without script, which ends in approval or not. */
import { toDecimal } from '../../../kernel/money';
import { type PagePart, payerPage } from '../../payer-page';
import type { SimulatorAnswer } from '../../simulator-server';
import type { Bank } from './bank';
import { orderOf } from './orders';
import { PaypalProblem } from './problem';
import type { Order } from './things';

const choices = {
  approve: 'Log in and pay',
  decline: 'Pay with a card that is declined',
  confirm: 'Pay with a card that asks for 3-D Secure',
  echeck: 'Pay by eCheck, which takes days',
  abandon: 'Cancel and go back',
};

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
    if (method === 'GET' && path === '/checkoutnow') return asking(order);
    if (method === 'POST' && choice !== null) return chosen(bank, order, choice, nowMs);
  } catch (error) {
    if (!(error instanceof PaypalProblem)) throw error;
  }
  return page('Things don’t appear to be working at the moment', ['This link has expired.'], 404);
}

function isOpen({ status }: Order): boolean {
  return status === 'CREATED' || status === 'PAYER_ACTION_REQUIRED';
}

function asking(order: Order): SimulatorAnswer {
  if (!isOpen(order)) return ended(order, 'This payment is already approved.');
  return page(`Pay ${sumOf(order)}`, [about(order), buttons(order, choices)]);
}

const isItYou = { approve: 'It is me', abandon: 'It is not me' };

function chosen(bank: Bank, order: Order, choice: string, nowMs: number): SimulatorAnswer {
  if (!isOpen(order)) return ended(order, 'This payment is already approved.');
  switch (choice) {
    case 'confirm':
      return page(`Confirm ${sumOf(order)}`, ['Your bank wants to know that it is you.', buttons(order, isItYou)]);
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

function sumOf({ amount, currency }: Order): string {
  return `${toDecimal(amount, currency)} ${currency}`;
}

function about({ description }: Order): string {
  return `To Northgate Hosting${description === null ? '' : `: ${description}`}`;
}

function buttons({ id }: Order, labels: Readonly<Record<string, string>>): PagePart {
  return { buttons: labels, field: 'choice', to: (choice) => `/checkoutnow/${choice}?token=${encodeURIComponent(id)}` };
}

function ended(order: Order, words: string): SimulatorAnswer {
  return page(`Your payment of ${sumOf(order)}`, [words, { back: order.returnUrl }]);
}

function page(title: string, parts: readonly PagePart[], status = 200): SimulatorAnswer {
  return payerPage({ gateway: 'PayPal', title, parts, status });
}
