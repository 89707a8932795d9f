/** Statements and gateways' reports as files: what the screens list, in the order of their making, and told alike when run again. */
import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { againOf } from '../../../test/support/export-again';
import { listCsv } from '../../../test/support/list-csv';
import { reportsInEveryState } from '../../../test/support/report-samples';
import { bankAccount, statementOf, statementsInEveryState } from '../../../test/support/statements';
import { isoTime } from '../../kernel/time';
import type { StatementRow } from './contract';

const cellsOf = (row: StatementRow) => ({
  ...{ id: row.id, bank: row.bank.name, file: row.fileName, format: row.format, reference: row.reference ?? '' },
  ...{ from: row.from ?? '', to: row.to ?? '', opening: row.opening ?? '', closing: row.closing ?? '' },
  ...{ gap_before: row.gap ?? '', currency: row.currency, lines: String(row.lines) },
  ...{ lines_there_before: String(row.already), open_lines: String(row.open), matched_lines: String(row.matched) },
  ...{ imported: isoTime(row.importedAt), operator: row.operator },
  taken_back: row.reversedAt === null ? '' : isoTime(row.reversedAt),
});

test('the file of the statements holds what the screen lists, those that were taken back and the gaps before them too', async () => {
  const { book, clock } = openTestBook();
  const world = engineWorld(book, clock);
  const api = world.client(world.sessions.connect('screen')).statements;
  const main = bankAccount(book);
  const other = bankAccount(book, { key: 'dollars', name: 'Dollars', currency: 'USD' });
  statementOf(book, main, [{ amount: 1_000 }], {
    ...{ from: '2026-01-01', to: '2026-01-31', opening: 0, closing: 1_000, fileName: '=January.csv' },
  });
  const second = statementOf(book, main, [{ amount: 500 }, { amount: -20 }], {
    ...{ from: '2026-02-01', to: '2026-02-28', opening: 1_200, closing: 1_680, reference: '2/2026' },
  });
  statementOf(book, other, [{ amount: 7 }]);
  const made = listCsv(book.db, 'bank-statements', {}, clock.now());
  const shown = async (bank?: string) =>
    (await api.list({ limit: 200, ...(bank ? { bank } : {}) })).map(cellsOf).reverse();
  const harmless = (row: ReturnType<typeof cellsOf>) =>
    row.file.startsWith('=') ? { ...row, file: `'${row.file}` } : row;
  expect(made.rows).toEqual((await shown()).map(harmless));
  expect([made.counted, made.rows[1]?.gap_before, made.rows[1]?.open_lines]).toEqual([3, '2.00', '2']);
  const of = (bank: string) => listCsv(book.db, 'bank-statements', { bank }, clock.now()).rows;
  expect(of('dollars')).toEqual(await shown(other));
  expect(of(other)).toEqual(of('dollars'));
  expect(() => of('nowhere')).toThrow(expect.objectContaining({ code: 'input-invalid' }));

  expect(againOf(book.db, 'bank-statements', {}, made.written)).toMatchObject({ added: 0, gone: 0, changed: 0 });
  await api.reverse({ request: book.newId(), id: second.statement });
  const now = listCsv(book.db, 'bank-statements', {}, clock.now());
  expect(now.rows).toEqual((await shown()).map(harmless));
  expect(now.rows[1]).toMatchObject({ open_lines: '0', gap_before: '', taken_back: isoTime(clock.now()) });
  const changed = againOf(book.db, 'bank-statements', {}, made.written);
  expect(changed).toMatchObject({ added: 0, gone: 0, changed: 1, differences: [{ id: second.statement }] });
});

test('the file of the gateways’ reports has a row for each currency of each, with what differed and what was taken back', async () => {
  const { book, clock } = openTestBook();
  reportsInEveryState(book);
  const world = engineWorld(book, clock);
  const shown = await world.client(world.sessions.connect('screen')).gatewayReports.list({ limit: 50 });
  const made = listCsv(book.db, 'gateway-reports', {}, clock.now());
  expect(made.rows.map((row) => row.report_id)).toEqual(shown.map(({ id }) => id).reverse());
  const sums = { gross: '120.00', fee: '2.40', net: '117.60', paid_out: '110.00', opening: '0.00', closing: '7.60' };
  const head = { gateway: 'stripe', kind: 'stripe-activity', from: '2026-02-01', to: '2026-02-28', currency: 'EUR' };
  const counts = { report_rows: '5', report_rows_same: '2', report_differences: '3', operator: 'ada' };
  expect(made.rows[0]).toMatchObject({ ...head, ...sums, ...counts, taken_back: '' });
  expect(made.rows[1]?.taken_back).toBe(isoTime(clock.now()));
  expect([made.counted, made.totals]).toEqual([2, [{ currency: 'EUR', count: 2, amount: '235.20' }]]);
  expect(againOf(book.db, 'gateway-reports', {}, made.written)).toMatchObject({ added: 0, gone: 0, changed: 0 });
});

test('the file of the bank accounts holds what the screen shows of each, the closed one last', async () => {
  const { book, clock } = openTestBook();
  statementsInEveryState(book);
  bankAccount(book, { key: 'empty', name: '+Empty', number: '0012345678' });
  const world = engineWorld(book, clock);
  const shown = await world.client(world.sessions.connect('screen')).statements.accounts();
  const made = listCsv(book.db, 'bank-accounts', {}, clock.now());
  const harmless = (text: string) => (/^[=+@-]/.test(text) ? `'${text}` : text);
  expect(made.rows).toEqual(
    shown.map((row) => ({
      ...{ id: row.id, key: row.key, name: harmless(row.name), number: row.number ?? '', currency: row.currency },
      ...{ balance: row.balance?.amount ?? '', balance_on: row.balance?.day ?? '', statements: String(row.statements) },
      ...{ lines: String(row.lines), open_lines: String(row.open) },
      closed: row.closedAt === null ? '' : isoTime(row.closedAt),
    })),
  );
  expect(made.rows.map(({ key, closed, number }) => [key, closed === '', number])).toEqual([
    ['main', true, 'ES7921000813610123456789'],
    ['empty', true, '0012345678'],
    ['old', false, ''],
  ]);
  expect([made.counted, made.totals]).toEqual([3, [{ currency: 'EUR', count: 1, amount: '1121.50' }]]);
  expect(againOf(book.db, 'bank-accounts', {}, made.written)).toMatchObject({ added: 0, gone: 0, changed: 0 });
  statementOf(book, bankAccount(book, { key: 'more', name: 'More' }), [{ amount: 5 }]);
  const later = againOf(book.db, 'bank-accounts', {}, made.written);
  expect(later).toMatchObject({ added: 1, gone: 0, changed: 0 });
});

test('the file of a report’s findings holds what its dialog shows, and nothing once the report is taken back', async () => {
  const { book, clock } = openTestBook();
  reportsInEveryState(book);
  const world = engineWorld(book, clock);
  const api = world.client(world.sessions.connect('screen')).gatewayReports;
  const [gone, stays] = await api.list({ limit: 50 });
  const report = stays?.id ?? '';
  const made = listCsv(book.db, 'report-findings', { report }, clock.now());
  const shown = await api.findings({ id: report });
  const sides = (of: 'report' | 'book', at: number) => {
    const side = shown[at]?.[of];
    return {
      [`${of}_gross`]: side?.gross ?? '',
      [`${of}_fee`]: side?.fee ?? '',
      [`${of}_currency`]: side?.currency ?? '',
    };
  };
  const more = ['50.00', '-7.00', '-1.00'];
  expect(made.rows).toEqual(
    shown.map(({ type, about, item, line, day, word }, at) => ({
      ...{ id: `${report}/${at + 1}`, report_id: report, file: 'balance.csv', gateway: 'stripe', type, about, item },
      ...{ line: line === 0 ? '' : String(line), day, word, ...sides('report', at), ...sides('book', at) },
      ...{ report_gross_more: more[at], currency: 'EUR' },
    })),
  );
  expect([made.counted, made.totals]).toEqual([3, [{ currency: 'EUR', count: 3, amount: '42.00' }]]);
  expect(listCsv(book.db, 'report-findings', {}, clock.now()).rows).toEqual(made.rows);
  expect(listCsv(book.db, 'report-findings', { report: gone?.id }, clock.now()).counted).toBe(0);
  expect(() => listCsv(book.db, 'report-findings', { report: book.newId() }, clock.now())).toThrow(
    expect.objectContaining({ code: 'input-invalid' }),
  );
  expect(againOf(book.db, 'report-findings', { report }, made.written)).toMatchObject({
    added: 0,
    gone: 0,
    changed: 0,
  });
  await api.reverse({ request: book.newId(), id: report });
  expect(againOf(book.db, 'report-findings', { report }, made.written)).toMatchObject({
    added: 0,
    gone: 3,
    changed: 0,
  });
});
