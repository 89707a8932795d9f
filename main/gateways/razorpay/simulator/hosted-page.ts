/**
 * The simulated provider's own page for the payer: plain forms, no script. What the payer would type there (a card) is chosen by a
 * button instead; 3-D Secure is a second page, as with a real bank.
 */
import { toDecimal } from '../../../kernel/money';
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
  if (!link) return page(404, 'Not found', ['This payment link does not exist.']);
  if (!isOpen(link)) return page(200, 'Closed', [`This payment link is ${link.status}.`, back(link)]);
  if (method !== 'POST') return choices(link);
  switch (new URLSearchParams(body).get('outcome')) {
    case 'succeed':
    case 'confirm':
      payLink(bank, at, link, 'succeed');
      return page(200, 'Paid', [`Thank you. ${sumOf(link)} was paid.`, back(link)]);
    case 'decline':
    case 'refuse':
      payLink(bank, at, link, 'decline');
      return page(200, 'Declined', ['The bank declined this payment. You may try again.', buttons(link, pay)]);
    case 'secure':
      return page(200, '3-D Secure', ['Your bank wants to know that it is you.', buttons(link, secure)]);
    default:
      return page(200, 'Left', ['You left without paying. The link stays open.', back(link)]);
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
  return page(200, `Pay ${sumOf(link)}`, [escaped(link.description), buttons(link, pay)]);
}

function sumOf({ amount, currency }: Link): string {
  return escaped(`${toDecimal(amount, currency)} ${currency}`);
}

function buttons(link: Link, labels: Readonly<Record<string, string>>): string {
  const path = escaped(new URL(link.short_url).pathname);
  const all = Object.entries(labels).map(
    ([outcome, label]) => `<button name="outcome" value="${outcome}">${escaped(label)}</button>`,
  );
  return `<form method="post" action="${path}">${all.join(' ')}</form>`;
}

/** Where the payer came from, when it was said. */
function back(link: Link): string {
  const url = 'callback_url' in link ? link.callback_url : '';
  return url === '' ? '' : `<a href="${escaped(url)}">Back to the shop</a>`;
}

/** `lines`: markup, with all text in it escaped already. */
function page(status: number, title: string, lines: readonly string[]): SimulatorAnswer {
  const shown = lines.filter((line) => line !== '').map((line) => (line.startsWith('<form') ? line : `<p>${line}</p>`));
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`;
  const note = '<p>Simulated Razorpay: no money moves.</p>';
  const body = `<!DOCTYPE html><html lang="en"><head>${head}</head><body><h1>${escaped(title)}</h1>${shown.join('')}${note}</body></html>`;
  return { status, body, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy } };
}

const policy = "default-src 'none'; form-action 'self'; base-uri 'none'";

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
