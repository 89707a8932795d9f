/** Amount due: what must have been paid by today, and never what an invoice lets wait longer. */
import { expect, test } from 'vitest';
import { addCustomer, invoiceWorld, issueOne, line, topUp } from '../../../test/support/invoices';
import { DAY_MS } from '../../kernel/time';
import { customerBalances } from './balances';
import { customerDetail } from './detail';
import { customerCount, customerPage } from './query';
import { whyBalance } from './why';

test('the amount due is the receivable that is due by today: the whole of it only once its day has come', async () => {
  const world = invoiceWorld();
  const { book, clock, customer } = world;
  const today = () => book.dayOf(clock.at);
  const dayAfter = (days: number) => book.dayOf(clock.at + days * DAY_MS);
  const other = addCustomer(book, 'Owes nothing yet');
  await issueOne(world, { dueDay: dayAfter(5) });
  await issueOne(world, { dueDay: today() });
  await issueOne(world, { dueDay: dayAfter(5), customer: other });
  const { tax: _, ...untaxed } = line();
  // What is not of an invoice that is issued for service is no debt.
  await issueOne(world, { dueDay: dayAfter(9), kind: 'add-funds', lines: [untaxed] });
  const told = (id = customer) => customerBalances.run(book.db, { only: id, today: today() })[0];
  expect(told()).toMatchObject({ balance: '-242.00', receivable: '242.00', due: '121.00', notYetDue: '121.00' });
  expect(told(other)).toMatchObject({ receivable: '121.00', due: '0.00', notYetDue: '121.00' });
  const owing = () => {
    const filter = { owing: true };
    const sort = { column: 'name', direction: 'asc' } as const;
    const { rows } = customerPage.run(book.db, { filter, sort, limit: 9, today: today() });
    expect(customerCount.run(book.db, { filter, today: today() })).toBe(rows.length);
    return rows.map(({ name, due }) => [name, ...due.map(({ amount }) => amount)]);
  };
  expect(owing()).toEqual([['Nova Hosting', '121.00']]);
  const { balances, row } = customerDetail.run(book.db, { id: customer, today: today() });
  expect([balances[0]?.due, row.due]).toEqual(['121.00', [{ amount: '121.00', currency: 'EUR' }]]);
  const why = (asOf?: ReturnType<typeof today>) =>
    whyBalance.run(book.db, { id: customer, currency: 'EUR', asOf, today: today() }).lots;
  expect(why()).toMatchObject({ due: '121.00', notYetDue: '121.00' });
  expect(why(today())).toMatchObject({ receivable: '242.00', due: null, notYetDue: null });
  clock.at += 5 * DAY_MS;
  expect(told()).toMatchObject({ due: '242.00', notYetDue: '0.00' });
  expect(owing()).toEqual([
    ['Nova Hosting', '242.00'],
    ['Owes nothing yet', '121.00'],
  ]);
  topUp(world, 5_000);
  expect(told()).toMatchObject({ balance: '-192.00', available: '50.00', due: '242.00' });
});
