import { beforeEach, describe, expect, it } from 'vitest';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { run } from '../../db/sql';
import { type Id, idToBytes } from '../../kernel/id';
import { customerBalances } from './balances';
import type { CustomerFilter } from './contract';
import { customerDetail } from './detail';
import { type CustomerPageInput, customerCount, customerPage } from './query';

let of: StockedBook;
let people: Record<'anna' | 'bo' | 'cy', Id>;

beforeEach(() => {
  of = stockedBook();
  people = {
    bo: of.customer('bo & sons', 'bo@example.com'),
    anna: of.customer('Anna Schäfer', 'anna@rhein.example'),
    cy: of.customer('Cy 100%', undefined),
  };
  const at = of.clock.at;
  of.payment({ customer: people.anna, amount: 10_050, currency: 'EUR', at: at - 5 });
  of.payment({ customer: people.anna, amount: 5_000, currency: 'JPY', at: at - 4 });
  of.payment({ customer: people.bo, amount: 300, currency: 'USD', at: at - 3 });
  of.purchase(people.bo, 1_000, 'USD', at - 2);
  of.purchase(people.anna, 10_050, 'EUR', at - 1);
});

const today = () => of.book.dayOf(of.clock.at);
const detailOf = (id: Id) => customerDetail.run(of.book.db, { id, today: today() });
const balancesOf = (only: Id | null) => customerBalances.run(of.book.db, { only, today: today() });
const names = (input: Partial<CustomerPageInput>) =>
  customerPage
    .run(of.book.db, { filter: {}, sort: { column: 'name', direction: 'asc' }, limit: 100, today: today(), ...input })
    .rows.map((row) => row.name);
const found = (filter: CustomerFilter) => [
  names({ filter }).join(),
  customerCount.run(of.book.db, { filter, today: today() }),
];

describe('the customers table', () => {
  it('shows balances per currency, also those that ran down to zero', () => {
    const { rows } = customerPage.run(of.book.db, {
      filter: {},
      sort: { column: 'name', direction: 'asc' },
      limit: 10,
      today: today(),
    });
    expect(rows.map(({ name, balances, due, payments }) => ({ name, balances, due, payments }))).toEqual([
      {
        name: 'Anna Schäfer',
        balances: [
          { amount: '0.00', currency: 'EUR' },
          { amount: '5000', currency: 'JPY' },
        ],
        due: [],
        payments: 3,
      },
      {
        name: 'bo & sons',
        balances: [{ amount: '-7.00', currency: 'USD' }],
        due: [{ amount: '7.00', currency: 'USD' }],
        payments: 2,
      },
      { name: 'Cy 100%', balances: [], due: [], payments: 0 },
    ]);
  });

  it('pages by key in every order, both ways, and forgets no one', () => {
    for (const column of ['name', 'email', 'country', 'payments', 'lastPayment', 'since'] as const) {
      for (const direction of ['asc', 'desc'] as const) {
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = customerPage.run(of.book.db, {
            filter: {},
            sort: { column, direction },
            limit: 1,
            after,
            today: today(),
          });
          seen.push(...page.rows.map((row) => row.name));
          after = page.next ?? undefined;
        } while (after);
        expect(seen.toSorted(), `${column} ${direction}`).toEqual(['Anna Schäfer', 'Cy 100%', 'bo & sons']);
        expect(seen, `${column} ${direction}`).toEqual(names({ sort: { column, direction } }));
      }
    }
    expect(names({ sort: { column: 'lastPayment', direction: 'desc' } })[0]).toBe('Anna Schäfer');
    expect(() => names({ sort: { column: 'balance', direction: 'asc' } })).toThrow('input-invalid');
  });

  it('finds words in name and e-mail, of payers too, and signs as they are', () => {
    expect(found({ text: 'anna' })).toEqual(['Anna Schäfer', 1]);
    expect(found({ text: 'rhein anna' })).toEqual(['Anna Schäfer', 1]);
    expect(found({ text: '%' })).toEqual(['Cy 100%', 1]);
    expect(found({ text: "o'; --" })).toEqual(['', 0]);
    const payer = of.book.newId();
    of.put(function* () {
      const payload = { customer: people.cy, personHash: '' };
      yield { kind: 'payer.added', subject: payer, occurredAt: of.clock.at, payload };
    });
    run(of.book.db, "INSERT INTO person (uuid, salt, name) VALUES (?, x'00', 'R. Lindner')", idToBytes(payer));
    expect(found({ text: 'lindner' })).toEqual(['Cy 100%', 1]);
    expect(detailOf(people.cy).payers).toMatchObject([{ name: 'R. Lindner', payments: 0 }]);
  });

  it('finds those who owe', () => {
    expect(found({ owing: true })).toEqual(['bo & sons', 1]);
    expect(found({ owing: true, text: 'anna' })).toEqual(['', 0]);
  });
});

describe('balances', () => {
  it('are those of every customer, by name and currency', () => {
    const rows = balancesOf(null);
    expect(rows.map(({ name, currency, balance, receivable }) => [name, currency, balance, receivable])).toEqual([
      ['Anna Schäfer', 'JPY', '5000', '0'],
      ['bo & sons', 'USD', '-7.00', '7.00'],
    ]);
    expect(balancesOf(people.bo)).toMatchObject([
      { customer: people.bo, name: 'bo & sons', due: '7.00', available: '0.00' },
    ]);
    expect(balancesOf(people.cy)).toEqual([]);
  });
});

describe('a customer’s page', () => {
  it('tells the person and the balances', () => {
    const detail = detailOf(people.anna);
    expect(detail.row).toMatchObject({ name: 'Anna Schäfer', email: 'anna@rhein.example', payments: 3 });
    expect(detail.balances.map(({ currency, balance }) => [currency, balance])).toEqual([
      ['EUR', '0.00'],
      ['JPY', '5000'],
    ]);
    expect(() => detailOf(of.book.newId())).toThrow('customer-unknown');
  });

  it('stays when the person was erased', () => {
    run(of.book.db, 'DELETE FROM person WHERE uuid = ?', idToBytes(people.bo));
    expect(detailOf(people.bo).row).toMatchObject({ name: '', email: null });
    expect(names({}).length).toBe(3);
  });
});
