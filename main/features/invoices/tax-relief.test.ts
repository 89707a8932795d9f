/** The tax in a write-off goes back where the setting says so, to the cent, and is taken again when the write-off is taken back. */
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { replayed, verified } from '../../../test/support/checks';
import { balances, type InvoiceWorld, invoiceWorld, issueOne, line, moved } from '../../../test/support/invoices';
import type { Id } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { taxSummary } from './ageing';
import { credit, recover, writeOff } from './deeds';
import { nextNumbers, numberStyles, setNumberStyles } from './numbers';
import { setTaxRelief } from './tax-relief';

let world: InvoiceWorld;
beforeEach(() => {
  world = invoiceWorld();
  setTaxRelief(world.book.db, true);
});

type Asked = { amount?: string };
const asked = (id: Id, more: Asked) => ({ request: world.book.newId(), id, reason: 'Insolvent', ...more });
const off = (id: Id, more: Asked = {}) => writeOff(world.context, asked(id, more));
const back = (id: Id, more: Asked = {}) => recover(world.context, asked(id, more));
const summary = () => taxSummary.run(world.book.db, { from: '2026-03-01', to: '2026-03-31' });
const isWhole = () => {
  expect(verified(world.book.db).findings).toEqual([]);
  expect(replayed(world.book.db).differences).toEqual([]);
};

test('write-off with relief: receivable -> bad-debt, and the tax in it -> tax:output; recovered: reversed', async () => {
  const id = await issueOne(world);
  await off(id);
  expect(moved(world, id, 'invoice.written-off')).toEqual([
    'receivable -> bad-debt 100.00',
    'receivable -> tax:output:ES-21 21.00',
  ]);
  expect(summary()).toMatchObject([{ invoiced: { tax: '21.00' }, relieved: { tax: '21.00' }, tax: '0.00' }]);
  isWhole();
  await back(id);
  expect(moved(world, id, 'invoice.recovered').sort()).toEqual([
    'bad-debt -> receivable 100.00',
    'tax:output:ES-21 -> receivable 21.00',
  ]);
  expect(summary()).toMatchObject([{ relieved: { tax: '0.00' }, tax: '21.00' }]);
  expect(balances(world)).toEqual({
    receivable: '121.00 EUR',
    'sales:hosting': '-100.00 EUR',
    'tax:output:ES-21': '-21.00 EUR',
  });
  isWhole();
});

test('of part of an invoice with several rates each bears its share', async () => {
  const reduced = line({ description: 'Book', product: 'books', tax: { code: 'ES-4', rate: '4' } });
  const id = await issueOne(world, { lines: [line(), reduced, line({ tax: undefined })] });
  await off(id, { amount: '162.50' });
  expect(moved(world, id, 'invoice.written-off')).toEqual([
    'receivable -> bad-debt 150.00',
    'receivable -> tax:output:ES-21 10.50',
    'receivable -> tax:output:ES-4 2.00',
  ]);
  isWhole();
});

test('in whatever parts it is written off and taken back, the tax comes to what the whole would, and never to more', async () => {
  const parts = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(parts, fc.boolean(), async (cents, all) => {
      const id = await issueOne(world);
      let left = 12_100;
      for (const one of cents) {
        const amount = Math.min(one, left - 1);
        if (amount > 0) await off(id, { amount: toDecimal(amount, 'EUR') });
        left -= Math.max(0, amount);
      }
      await off(id);
      expect(taxOf(id)).toBe('21.00');
      if (!all) await back(id, { amount: toDecimal(cents[0] ?? 1, 'EUR') });
      await back(id);
      expect(taxOf(id)).toBe('0.00');
    }),
    { numRuns: 25 },
  );
  isWhole();
});

function taxOf(id: string): string {
  const text = 'SELECT coalesce(sum(tax), 0) FROM tax_relief WHERE invoice = (SELECT id FROM invoice WHERE uuid = ?)';
  const sum: unknown = world.book.db
    .prepare(text)
    .pluck()
    .get(Buffer.from(id.replaceAll('-', ''), 'hex'));
  return toDecimal(Number(sum), 'EUR');
}

test('a credit note waits until a write-off that gave its tax back is taken back', async () => {
  const id = await issueOne(world);
  await off(id, { amount: '60.50' });
  const note = () => credit(world.context, { ...asked(id, {}), amount: '60.50' });
  await expect(note()).rejects.toMatchObject({ code: 'invoice-relieved' });
  await back(id);
  await note();
  expect(summary()).toMatchObject([{ credited: { tax: '10.50' }, relieved: { tax: '0.00' }, tax: '10.50' }]);
  isWhole();
});

test('what was written off before the setting was on gave no tax back, and takes none when it is taken back', async () => {
  setTaxRelief(world.book.db, false);
  const id = await issueOne(world);
  await off(id);
  setTaxRelief(world.book.db, true);
  await back(id);
  expect(moved(world, id, 'invoice.recovered')).toEqual(['bad-debt -> receivable 121.00']);
});

test('the next number of each series is shown as a style would write it; one that is used already is refused', async () => {
  const { db } = world.book;
  await issueOne(world);
  const styles = numberStyles(db);
  expect(nextNumbers(db, styles, '2026-03-05').invoice).toEqual({ number: 'INV-2026-00002', used: false });
  const plain = { ...styles, invoice: { prefix: 'F/', yearly: false, digits: 3 } };
  expect(nextNumbers(db, plain, '2026-03-05').invoice).toEqual({ number: 'F/001', used: false });
  const taken = { ...styles, invoice: { prefix: 'INV-2026-', yearly: false, digits: 5 } };
  expect(nextNumbers(db, taken, '2026-03-05').invoice).toEqual({ number: 'INV-2026-00001', used: true });
  expect(() => setNumberStyles(db, taken, '2026-03-05')).toThrow('number-used');
  const shared = { ...styles, invoice: { ...styles['credit-note'] } };
  expect(() => setNumberStyles(db, shared, '2026-03-05')).toThrow('number-prefix-shared {"prefix":"CN-"}');
  expect(numberStyles(db)).toEqual(styles);
});
