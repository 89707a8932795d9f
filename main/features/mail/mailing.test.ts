/** Which notices are written down, to whom they go, and that none goes twice. */
import { expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { issueOne, topUp } from '../../../test/support/invoices';
import { ends, mailWorld, nobody, payFor, pending, usualMail } from '../../../test/support/mailing';
import { smtpForTest } from '../../../test/support/smtp';
import { headLine, partOf } from '../../../test/support/smtp-server';
import { page, customer as pulledCustomer, payment as pulledPayment } from '../../../test/support/told';
import { all, run } from '../../db/sql';
import { record } from '../../journal/record';
import { DAY_MS } from '../../kernel/time';
import * as desk from '../customers/desk';
import { promise } from '../invoices/deeds';
import { type MoneyWish, prepareMoney } from '../outbox/drafts';
import { ingest } from '../sync/ingest';
import { mailPage } from './query';
import { writeDownAgain } from './rows';
import { setMailSettings } from './settings';

test('a charge that failed is told to the customer once, however often the engine looks or starts', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port);
  const payment = pending(of);
  ends(of, payment, 'Cancelled');
  await of.mailing.sendDue();
  await of.mailing.sendDue();
  await of.restart().sendDue();
  expect(of.states()).toEqual(['charge-failed sent']);
  const [mail] = server.mails;
  expect(server.mails).toHaveLength(1);
  expect(mail?.to).toEqual(['nova@customer.example']);
  expect(headLine(mail ?? never(), 'Subject')).toBe('Your payment of 120.00 EUR did not go through');
  expect(partOf(mail ?? never(), 'text/plain')).toContain('your bank or card issuer declined it');
  expect(partOf(mail ?? never(), 'text/html')).toContain('<p>Hello Nova Hosting,</p>');
  expect(of.told).toContain('mail');
});

test('a payment that came is receipted, with its paper; one that was cancelled is told of; vouchers and purchases are not', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port, { receipt: async () => Buffer.from('%PDF-1.7 paper') });
  topUp(of, 50_000);
  ends(of, pending(of), 'Cancelled', 'expired');
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['receipt sent', 'payment-cancelled sent']);
  const receipt = server.mails.find((mail) => headLine(mail, 'Subject').startsWith('Receipt'));
  expect(receipt?.raw).toMatch(/filename="?receipt-[0-9a-f]{12}\.pdf/);
  expect(receipt?.raw).toContain(Buffer.from('%PDF-1.7 paper').toString('base64'));
  expect(partOf(receipt ?? never(), 'text/plain')).toContain('Your receipt is attached.');
});

test('where the paper is too large, or cannot be made, the text does not speak of it', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port, { receipt: async () => new Uint8Array(5_000_001) });
  topUp(of, 50_000);
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['receipt sent']);
  expect(server.mails[0]?.raw).not.toMatch(/attach/i);
});

test('turning mail on tells nobody of what was before, nor does a history that is synced later', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port, { wish: { on: false } });
  const before = pending(of);
  topUp(of, 1_000);
  of.clock.at += 60_000;
  setMailSettings(of.book.db, usualMail(server.port), of.clock.now());
  const now = of.clock.at;
  const old = { createdAt: now - 60_000 };
  const facts = {
    customers: [pulledCustomer('cus_1')],
    payments: [pulledPayment('ch_old', old), pulledPayment('ch_new', { createdAt: now + 1_000 })],
  };
  of.clock.at += 5_000;
  ingest(of.book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page(facts)], null);
  // A gateway that is connected afterwards brings its own past.
  run(
    of.book.db,
    "INSERT INTO gateway_account (key, provider, environment, account, name, added_at) VALUES ('paypal', 'paypal', 'live', '', '', ?)",
    of.clock.at + DAY_MS,
  );
  of.clock.at += 2 * DAY_MS;
  const past = {
    customers: [pulledCustomer('cus_1')],
    payments: [pulledPayment('past', { createdAt: of.clock.at - 1.5 * DAY_MS })],
  };
  ingest(of.book, { operator: 'ada', source: 'gateway:paypal' }, 'paypal', [page(past)], null);
  of.clock.at += 10 * DAY_MS;
  const late = { payments: [pulledPayment('late', { createdAt: of.clock.at - 8 * DAY_MS })] };
  ingest(of.book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page(late)], null);
  ends(of, before, 'Cancelled');
  of.mailing.tick();
  await of.mailing.close();
  const rows = all<{ key: string }>(of.book.db, 'SELECT key FROM mail ORDER BY id');
  expect(of.states().map((state) => state.split(' ')[0])).toEqual(['receipt', 'charge-failed']);
  expect(rows).toHaveLength(2);
});

test('what happens while mail is off, or while one notice is, is not told when it is turned on again', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port, { wish: { notices: ['receipt'] } });
  ends(of, pending(of), 'Cancelled');
  setMailSettings(of.book.db, usualMail(server.port), of.clock.now());
  of.clock.at += 1;
  await of.mailing.sendDue();
  expect(of.states()).toEqual([]);
  setMailSettings(of.book.db, { ...usualMail(server.port), on: false }, of.clock.now());
  topUp(of, 1_000);
  of.clock.at += 1;
  setMailSettings(of.book.db, usualMail(server.port), of.clock.now());
  of.clock.at += 1;
  topUp(of, 2_000);
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['receipt sent']);
});

test('it goes to the primary contact in its language, with the payer in copy where that is somebody else', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port);
  const { context, customer, book } = of;
  const person = { ...nobody, name: 'Ana Peña', email: 'ana@customer.example', language: 'es-MX' };
  const { id: contact } = await desk.addPayer(context, { request: book.newId(), id: customer, person });
  const other = { ...nobody, name: 'Ben', email: 'ben@customer.example' };
  const { id: payer } = await desk.addPayer(context, { request: book.newId(), id: customer, person: other });
  await desk.nameContact(context, { request: book.newId(), id: customer, payer: contact });
  ends(of, pending(of, { payer }), 'Cancelled');
  ends(of, pending(of, { payer: contact }), 'Cancelled');
  await of.mailing.sendDue();
  expect(server.mails.map(({ to }) => to)).toEqual([
    ['ana@customer.example', 'ben@customer.example'],
    ['ana@customer.example'],
  ]);
  expect(headLine(server.mails[0] ?? never(), 'Subject')).toBe('Tu pago de 120,00 EUR no se pudo cobrar');
});

test('without an address nothing is sent, and the list says why; once there is one, a person may send it', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port);
  const { context, customer, book } = of;
  const person = { ...nobody, name: 'Nova', email: 'not an address' };
  await desk.editCustomer(context, { request: book.newId(), id: customer, person });
  ends(of, pending(of), 'Cancelled');
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['charge-failed dropped no-address']);
  await desk.editCustomer(context, {
    request: book.newId(),
    id: customer,
    person: { ...person, email: 'a@customer.example' },
  });
  const [row] = mailPage.run(book.db, { limit: 10 }).rows;
  const again = book.newId();
  for (const _twice of [1, 2]) writeDownAgain(book.db, again, row?.id ?? '', 'ada', of.clock.now());
  expect(() => writeDownAgain(book.db, book.newId(), row?.id ?? '', 'ada', of.clock.now())).toThrow(
    expect.objectContaining({ code: 'mail-still-queued' }),
  );
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['charge-failed dropped no-address', 'charge-failed sent']);
  expect(mailPage.run(book.db, { customer, limit: 10 }).rows[0]).toMatchObject({
    askedBy: 'ada',
    address: 'a@customer.example',
  });
});

test('an invoice that is due soon is told of once; one that was due before mail was on, a draft, an add-funds invoice are not', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port);
  const due = (days: number) => of.book.dayOf(of.clock.now() + days * DAY_MS);
  const soon = await issueOne(of, { dueDay: due(5) });
  await issueOne(of, { dueDay: due(20) });
  await of.mailing.sendDue();
  await of.restart().sendDue();
  expect(of.states()).toEqual(['upcoming-invoice sent']);
  const number = all<{ number: string }>(of.book.db, 'SELECT number FROM invoice ORDER BY id')[0]?.number;
  expect(headLine(server.mails[0] ?? never(), 'Subject')).toBe(`Invoice ${number} is due on 6 March 2026`);
  expect(partOf(server.mails[0] ?? never(), 'text/plain')).toContain('Still to be paid: 121.00 EUR');
  of.clock.at += 15 * DAY_MS;
  await of.mailing.sendDue();
  expect(of.states()).toHaveLength(2);
  expect(soon).not.toBe('');
  setMailSettings(of.book.db, { ...usualMail(server.port), on: false }, of.clock.now());
  await issueOne(of, { dueDay: due(3) });
  of.clock.at += DAY_MS;
  setMailSettings(of.book.db, usualMail(server.port), of.clock.now());
  await of.mailing.sendDue();
  expect(of.states()).toHaveLength(2);
});

test('a promise to pay pauses the notices about that invoice, until its day has passed', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port);
  const day = (days: number) => of.book.dayOf(of.clock.now() + days * DAY_MS);
  const invoice = await issueOne(of, { dueDay: day(6) });
  await promise(of.context, { request: of.book.newId(), id: invoice, day: day(2), note: 'Called' });
  const payment = pending(of);
  payFor(of.book, payment, invoice);
  ends(of, payment, 'Cancelled');
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['charge-failed dropped promised']);
  of.clock.at += 3 * DAY_MS;
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['charge-failed dropped promised', 'upcoming-invoice sent']);
});

test('what a person cancelled may be undone: within half a minute nobody is told, and then only if it still stands', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port);
  const payment = pending(of);
  ends(of, payment, 'Cancelled', 'cancelled-operator', 'screen');
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['payment-cancelled queued']);
  run(of.book.db, "UPDATE payment SET status = 'Pending' WHERE status = 'Cancelled'");
  of.clock.at += 31_000;
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['payment-cancelled dropped no-longer']);
  expect(server.mails).toEqual([]);
});

test('what never went out, and what the gateway would not take as it was asked, no customer hears of', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port);
  const { book, customer } = of;
  const ask = (life: readonly (readonly [string, object])[]) => {
    const wish: MoneyWish = {
      ...{ attempt: book.newId(), payment: book.newId(), gateway: 'stripe', customer, payer: null, amount: 12_000 },
      ...{ currency: 'EUR', method: 'card', methodLabel: 'Visa', purpose: 'top-up', description: 'Asked' },
      ...{ token: 'pm_1', saveMethod: false, draft: false },
    };
    record(book, act(book), (read) => prepareMoney(read, wish, book.clock.now()));
    for (const [kind, payload] of life)
      record(book, act(book), () => [{ kind, subject: wish.attempt, occurredAt: book.clock.now(), payload }]);
    return wish.payment;
  };
  const sent = ['attempt.sent', { requestHash: '1'.repeat(64) }] as const;
  ends(of, ask([['attempt.dropped', { why: 'operator' }]]), 'Cancelled', 'cancelled-operator', 'screen');
  ends(
    of,
    ask([sent, ['attempt.resolved', { outcome: 'refused', why: 'gateway-error' }]]),
    'Cancelled',
    'declined',
    'outbox',
  );
  ends(
    of,
    ask([sent, ['attempt.resolved', { outcome: 'declined', detail: 'No funds' }]]),
    'Cancelled',
    'declined',
    'outbox',
  );
  of.clock.at += 60_000;
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['charge-failed sent']);
});

function never(): never {
  throw new Error('no mail');
}
