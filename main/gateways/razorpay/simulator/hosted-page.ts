/**
 * The simulated provider's own page for the payer: plain forms, no script. What the payer would type there (a card) is chosen by a
 * button instead; 3-D Secure is a second page, as with a real bank.
 */
import { toDecimal } from '../../../kernel/money';
import { type PagePart, payerPage } from '../../payer-page';
import type { SimulatorAnswer } from '../../simulator-server';
import type { Bank } from './bank';
import { isOpen, linkByTail, payLink } from './links';
import type { InvoiceObject, LinkObject } from './objects';

type Link = LinkObject | InvoiceObject;

/** `path`: `/i/<tail>`. Null for a path that is no page. */
export function answerPage(bank: Bank, at: number, method: string, path: string, body: string): SimulatorAnswer | null {
  const tail = /^\/i\/(\w{1,40})$/.exec(path)?.[1];
  if (tail === undefined) return null;
  const link = linkByTail(bank, tail);
  if (!link) return page('Not found', ['This payment link does not exist.'], 404);
  if (!isOpen(link)) return page('Closed', [`This payment link is ${link.status}.`, back(link)]);
  if (method !== 'POST') return choices(link);
  switch (new URLSearchParams(body).get('outcome')) {
    case 'succeed':
    case 'confirm':
      payLink(bank, at, link, 'succeed');
      return page('Paid', [`Thank you. ${sumOf(link)} was paid.`, back(link)]);
    case 'decline':
    case 'refuse':
      payLink(bank, at, link, 'decline');
      return page('Declined', ['The bank declined this payment. You may try again.', buttons(pay)]);
    case 'secure':
      return page('3-D Secure', ['Your bank wants to know that it is you.', buttons(secure)]);
    default:
      return page('Left', ['You left without paying. The link stays open.', back(link)]);
  }
}

const pay = {
  succeed: 'Pay',
  decline: 'Pay with a card that is declined',
  secure: 'Pay with 3-D Secure',
  abandon: 'Leave without paying',
};
const secure = { confirm: 'Confirm', refuse: 'Fail' };

function choices(link: Link): SimulatorAnswer {
  return page(`Pay ${sumOf(link)}`, [link.description, buttons(pay)]);
}

function sumOf({ amount, currency }: Link): string {
  return `${toDecimal(amount, currency)} ${currency}`;
}

function buttons(labels: Readonly<Record<string, string>>): PagePart {
  return { buttons: labels, field: 'outcome' };
}

/** Where the payer came from, when it was said. */
function back(link: Link): PagePart {
  return { back: 'callback_url' in link ? link.callback_url : null };
}

function page(title: string, parts: readonly PagePart[], status = 200): SimulatorAnswer {
  return payerPage({ gateway: 'Razorpay', title, parts, status });
}
