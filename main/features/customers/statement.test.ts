/** The statement of account against the journal: what was booked in a period, from the balance before to the balance after. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/book';
import { pdfText } from '../../../test/support/read-pdf';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import type { StepProgress } from '../../db/reader';
import type { Id } from '../../kernel/id';
import { readDay } from '../../kernel/time';
import { preparePapers } from '../../paper/write-pdf';
import type { Written } from '../export/written';
import { statementCsv, statementOf, statementPdf } from './statement';
import { whyBalance } from './why';

beforeAll(preparePapers);
let of: StockedBook;
beforeEach(() => {
  of = stockedBook();
});

const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
const period = (customer: Id, from: string, to: string) => ({ customer, from, to });

function run(steps: Generator<StepProgress, Written>): Written {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function order(customer: Id, from: string, to: string, name: string) {
  const file = path.join(temporaryFolder(), name);
  return { ...period(customer, from, to), part: file, target: file, atMs: of.clock.at };
}

/** 100.00 in September, 250.00 in October, 40.00 spent in October, 5.00 in dollars in November. */
function someone(): Id {
  const id = of.customer('Rhein Hosting GmbH');
  of.payment({ customer: id, amount: 10_000, currency: 'EUR', at: at('2026-09-10') });
  of.payment({ customer: id, amount: 25_000, currency: 'EUR', at: at('2026-10-02'), description: 'Top-up, October' });
  of.payment({ customer: id, amount: 99_900, currency: 'EUR', at: at('2026-10-03'), status: 'Pending' });
  of.purchase(id, 4_000, 'EUR', at('2026-10-20'));
  of.payment({ customer: id, amount: 500, currency: 'USD', at: at('2026-11-01') });
  return id;
}

describe('a statement of account', () => {
  it('goes from the opening balance over what was booked to the closing one; what is Pending is not on it', () => {
    const [euro, ...others] = statementOf(of.book.db, period(someone(), '2026-10-01', '2026-10-31'));
    expect(others).toEqual([]);
    expect([euro?.currency, euro?.opening, euro?.closing]).toEqual(['EUR', 10_000n, 31_000n]);
    expect(euro?.movements.map(({ day, amount, balance }) => [day, amount, balance])).toEqual([
      ['2026-10-02', 25_000n, 35_000n],
      ['2026-10-20', -4_000n, 31_000n],
    ]);
  });
  it('tells each currency apart, and none in which nothing was held or moved', () => {
    const found = statementOf(of.book.db, period(someone(), '2026-11-01', '2026-11-30'));
    expect(found.map(({ currency, opening, closing }) => [currency, opening, closing])).toEqual([
      ['EUR', 31_000n, 31_000n],
      ['USD', 0n, 500n],
    ]);
    expect(statementOf(of.book.db, period(someone(), '2026-01-01', '2026-01-31'))).toEqual([]);
  });
  it('tells what moved also where nothing is left', () => {
    const id = of.customer('Emptied');
    of.payment({ customer: id, amount: 700, currency: 'EUR', at: at('2026-10-02') });
    of.purchase(id, 700, 'EUR', at('2026-10-03'));
    const [euro] = statementOf(of.book.db, period(id, '2026-10-01', '2026-10-31'));
    expect(euro?.movements.map(({ balance }) => balance)).toEqual([700n, 0n]);
  });
  it('closes where the next one opens, and at the balance that the book keeps', () => {
    const id = someone();
    const first = statementOf(of.book.db, period(id, '2026-09-01', '2026-10-10'));
    const second = statementOf(of.book.db, period(id, '2026-10-11', '2026-12-31'));
    const closing = (statements: typeof first) => statements.find(({ currency }) => currency === 'EUR');
    expect(closing(second)?.opening).toBe(closing(first)?.closing);
    const asOf = readDay('2026-12-31') ?? undefined;
    expect(whyBalance.run(of.book.db, { id, currency: 'EUR', asOf, today: of.book.dayOf(of.clock.at) }).balance).toBe(
      '310.00',
    );
    expect(closing(second)?.closing).toBe(31_000n);
  });
  it('refuses a customer that is not there', () => {
    expect(() => statementOf(of.book.db, period(of.book.newId(), '2026-01-01', '2026-01-31'))).toThrow();
  });
});

describe('its files', () => {
  it('the PDF has every row with the balance after it, and the receipt its closing balances', () => {
    const asked = order(someone(), '2026-09-01', '2026-11-30', 'statement.pdf');
    const written = run(statementPdf.run(of.book.db, asked));
    const text = pdfText(readFileSync(asked.part));
    for (const said of ['Statement of account', 'Rhein Hosting GmbH', 'Account EUR', 'Account USD'])
      expect(text).toContain(said);
    expect(text).toMatch(/2 Oct 2026 +Payment · Top-up, October +250\.00 +350\.00/);
    expect(text).toMatch(/20 Oct 2026 +Purchase · Server order +−40\.00 +310\.00/);
    expect(text.match(/Closing balance +310\.00/g)).toHaveLength(1);
    expect(text).toMatch(/Closing balance +5\.00/);
    expect(written.totals).toEqual([
      { currency: 'EUR', amount: '310.00', count: 3 },
      { currency: 'USD', amount: '5.00', count: 1 },
    ]);
    expect(written.bytes).toBe(readFileSync(asked.part).length);
  });
  it('the CSV has the same, as plain decimals', () => {
    const asked = { ...order(someone(), '2026-10-01', '2026-10-31', 'statement.csv'), bom: false };
    const written = run(statementCsv.run(of.book.db, asked));
    expect(readFileSync(asked.part, 'utf8').split('\r\n')).toEqual([
      'day,row,description,amount,balance,currency',
      '2026-10-01,opening,,,100.00,EUR',
      '2026-10-02,movement,"Payment · Top-up, October",250.00,350.00,EUR',
      '2026-10-20,movement,"Purchase · Server order",-40.00,310.00,EUR',
      '2026-10-31,closing,,,310.00,EUR',
      '',
    ]);
    expect(written.rows).toBe(2);
  });
  it('speak the language that is asked for, else the customer’s', () => {
    const asked = { ...order(someone(), '2026-10-01', '2026-10-31', 'extracto.pdf'), language: 'es' as const };
    run(statementPdf.run(of.book.db, asked));
    expect(pdfText(readFileSync(asked.part))).toMatch(/Extracto de cuenta[\s\S]*Saldo inicial +100,00/);
  });
});
