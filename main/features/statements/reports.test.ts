import { call } from '@orpc/server';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { memoryBook, type TestClock, testClock } from '../../../test/support/book';
import { replayed, verified } from '../../../test/support/checks';
import { importContext, resultOf } from '../../../test/support/importing';
import { reportSamples } from '../../../test/support/report-files';
import { fetchReported } from '../../../test/support/report-samples';
import { statementImport } from '../../../test/support/statement-importing';
import { page, payment, settled } from '../../../test/support/told';
import type { Context } from '../../context';
import { all, one } from '../../db/sql';
import type { Book } from '../../journal/record';
import { minor } from '../../kernel/money';
import { foundExceptions } from '../matching/exceptions';
import { ingest } from '../sync/ingest';
import { statementsHandlers } from './handlers';
import type { ReportFile, ReportLook } from './report-contract';
import { gatewayReportsHandlers } from './report-handlers';

let clock: TestClock;
let book: Book;
let context: Context;

beforeEach(() => {
  clock = testClock(Date.UTC(2026, 3, 2, 12));
  book = memoryBook(clock);
  context = importContext(book, clock);
  onTestFinished(() => {
    expect(verified(book.db)).toMatchObject({ ok: true });
    expect(replayed(book.db).differences).toEqual([]);
    book.db.close();
  });
});

interface Sent {
  name: string;
  text: string;
  more?: Partial<ReportFile>;
}

async function reports(...sent: Sent[]) {
  const files: ReportFile[] = [];
  for (const { name, text, more } of sent) {
    const upload = book.newId();
    const piece = { upload, piece: 0, content: Buffer.from(text).toString('base64') };
    await call(statementsHandlers.upload, piece, { context });
    files.push({ upload, name, ...more });
  }
  return {
    look: async () => resultOf(await call(gatewayReportsHandlers.look, { files }, { context })),
    store: async ({ plan }: ReportLook, request = book.newId(), leaveOut = false) =>
      resultOf(await call(gatewayReportsHandlers.store, { request, files, plan, leaveOut }, { context })),
  };
}

const samples = Object.entries(reportSamples).map(([kind, sample]) => ({ kind, ...sample }));
const balances = () => all(book.db, 'SELECT * FROM balance ORDER BY account, currency');
const list = () => call(gatewayReportsHandlers.list, { limit: 50 }, { context });
const reported = () => foundExceptions(book.db, clock.now()).filter(({ who }) => /\.csv|\.CSV/.test(who));

test('each gateway’s own report is told from a statement by its columns, and a bank’s file is none', async () => {
  fetchReported(book);
  const file = await statementImport(context, ...samples.map(({ name, text }) => ({ name, content: text })), {
    name: 'bank.csv',
    content: 'Date,Description,Amount\n2026-03-01,One,1.00\n',
  });
  const look = await file.look();
  expect(look.reports.map(({ kind }) => kind)).toEqual(samples.map(({ kind }) => kind));
  expect(look.files.map(({ name }) => name)).toEqual(['bank.csv']);
});

test.each(samples)('$kind: what the book has just so is the same, and nothing differs', async ({ kind, ...sample }) => {
  fetchReported(book);
  const before = balances();
  const file = await reports(sample);
  const look = await file.look();
  const [found] = look.reports;
  expect(found).toMatchObject({ kind, counts: {}, findings: [], refused: 0, isThere: false });
  expect(found?.asks).toEqual({ gateway: false, decimal: false, dayOrder: false });
  expect(found?.same).toBe(found?.lines);
  expect(await file.store(look)).toMatchObject({ reports: 1, findings: 0 });
  expect(balances()).toEqual(before);
  expect(reported()).toEqual([]);
});

test('PayPal’s balance column proves what it had before and after; sums are told by currency', async () => {
  fetchReported(book);
  const file = await reports(reportSamples['paypal-activity']);
  const [found] = (await file.look()).reports;
  expect(found).toMatchObject({ from: '2026-03-01', to: '2026-03-20', lines: 3 });
  expect(found?.sums).toEqual([
    {
      ...{ currency: 'EUR', gross: '1000.00', fee: '30.00', net: '970.00', paidOut: '1000.00' },
      ...{ opening: '100.00', closing: '70.00' },
    },
  ]);
});

test('what differs is told with both sides, is an exception as long as it is so, and books nothing', async () => {
  fetchReported(book, 'stripe');
  const { name, text } = reportSamples['stripe-activity'];
  const other = text
    .replace('100.00,1.50,98.50', '100.00,1.75,98.25')
    .replaceAll('pi_2', 'unknown')
    .replace(',-127.65,0.00,-127.65', ',-127.00,0.00,-127.00');
  const before = balances();
  const file = await reports({ name, text: other });
  const look = await file.look();
  expect(look.reports[0]?.counts).toEqual({
    'missing-in-ledger': 1,
    'missing-at-gateway': 1,
    'fee-differs': 1,
    'amount-differs': 1,
  });
  await file.store(look);
  expect(balances()).toEqual(before);
  expect(reported()).toMatchObject([
    { type: 'fee-differs', label: 'txn_pi_1', amount: 150, expected: 175, who: 'balance.csv: 2' },
    { type: 'missing-at-gateway', label: 'txn_pi_2', amount: 5_000, who: 'balance.csv' },
    { type: 'missing-in-ledger', label: 'txn_unknown', amount: 5_000, who: 'balance.csv: 3' },
    { type: 'amount-differs', about: 'payout', label: 'po_1', amount: 12_765, expected: 12_700 },
  ]);
  const late = payment('pi_9', { amount: 5_000, settlement: settled('txn_unknown', 5_000, 85) });
  ingest(book, { operator: 'ada', source: 'gateway' }, 'stripe', [page({ payments: [late] })], null);
  expect(reported().map(({ label }) => label)).not.toContain('txn_unknown');
});

test('what the book has within the span and the report has not is missing at the gateway', async () => {
  fetchReported(book, 'stripe');
  const within = payment('pi_3', { amount: 700, createdAt: Date.UTC(2026, 2, 2, 18) });
  const behind = payment('pi_4', { amount: 900, createdAt: Date.UTC(2026, 2, 9, 18) });
  ingest(book, { operator: 'ada', source: 'gateway' }, 'stripe', [page({ payments: [within, behind] })], null);
  const file = await reports(reportSamples['stripe-activity']);
  const look = await file.look();
  expect(look.reports[0]?.findings).toMatchObject([
    { type: 'missing-at-gateway', item: 'txn_pi_3', line: 0, report: null, book: { gross: '7.00' } },
  ]);
  await file.store(look);
  expect(reported()).toMatchObject([{ type: 'missing-at-gateway', label: 'txn_pi_3' }]);
});

test('a report by payouts has all that they carry: what is missing of one, and a sum that is another', async () => {
  fetchReported(book, 'stripe');
  const { name, text } = reportSamples['stripe-payouts'];
  const cut = text.split('\n').filter((line) => !line.includes('txn_re_1'));
  const [found] = (await (await reports({ name, text: cut.join('\n') })).look()).reports;
  expect(found?.findings).toMatchObject([
    { type: 'amount-differs', about: 'payout', item: 'po_1', report: { gross: '147.65' }, book: { gross: '127.65' } },
    { type: 'missing-at-gateway', item: 'txn_re_1', word: 'po_1' },
  ]);
});

test('a reserve that is booked is the same in a report, by itself or in its payout; one of another amount differs', async () => {
  fetchReported(book, 'stripe');
  const held = (externalId: string, payout: string | null) => ({
    ...{ externalId, payout, at: Date.UTC(2026, 2, 3, 9), amount: minor(2_000), currency: 'EUR' },
  });
  const reserves = [held('txn_held', null), held('txn_in_payout', 'po_1')];
  ingest(book, { operator: 'ada', source: 'gateway' }, 'stripe', [page({ reserves })], null);
  const { name, text } = reportSamples['stripe-activity'];
  const row = text.split('\n').find((line) => line.startsWith('txn_re_1')) ?? '';
  const reserveRow = (id: string, payout: string, amount = '-20.00') =>
    row
      .replace('txn_re_1', id)
      .replace(',refund,re_1,', ',risk_reserve,,')
      .replaceAll('-20.00', amount)
      .replace('po_1,2026-03-04 00:00:00,cus_1,ch_1,pi_1', `${payout},,,,`);
  const look = async (...rows: string[]) =>
    (await (await reports({ name, text: `${text}${rows.join('\n')}\n` })).look()).reports[0];
  const found = await look(reserveRow('txn_held', ''), reserveRow('txn_in_payout', 'po_1'));
  expect([found?.counts, found?.same]).toEqual([{}, found?.lines]);
  const other = await look(reserveRow('txn_held', '', '-21.00'), reserveRow('txn_unknown', ''));
  expect(other?.findings).toMatchObject([
    { type: 'amount-differs', item: 'txn_held', report: { gross: '-21.00' }, book: { gross: '-20.00' } },
    { type: 'missing-in-ledger', item: 'txn_unknown', book: null },
  ]);
});

test('rows that the book has as one movement, or that come to nothing, are compared as their sum', async () => {
  fetchReported(book, 'stripe', 'paypal');
  const stripe = reportSamples['stripe-activity'];
  const [head = '', charge = ''] = stripe.text.split('\n');
  const failed = charge.replace('txn_pi_1', 'txn_x').replaceAll('pi_1', 'pi_x');
  const back = failed
    .replace('txn_x', 'txn_y')
    .replace('100.00,1.50,98.50', '-100.00,-1.50,-98.50')
    .replace(',charge,', ',charge_failure,');
  const cancelled = await (await reports({ name: 'a.csv', text: [head, failed, back].join('\n') })).look();
  expect(cancelled.reports[0]).toMatchObject({ same: 2, findings: [] });
  const paypal = reportSamples['paypal-activity'].text.split('\n');
  const row = paypal[1] ?? '';
  const conversions = [
    row
      .replace('"CAP1",""', '"CONV1","CAP1"')
      .replace('"1,200.00","-30.00","1,170.00"', '"-1,200.00","0.00","-1,200.00"'),
    row
      .replace('"CAP1",""', '"CONV2","CAP1"')
      .replace('"1,200.00","-30.00","1,170.00"', '"1,000.00","0.00","1,000.00"')
      .replace('"EUR"', '"USD"'),
  ].map((each) => each.replace('Express Checkout Payment', 'General Currency Conversion'));
  const text = [paypal[0], row, ...conversions].join('\n');
  const [found] = (await (await reports({ name: 'a.csv', text, more: { dayOrder: 'mdy' } })).look()).reports;
  expect(found).toMatchObject({ same: 1, counts: {} });
});

test('the same file again adds nothing; a report goes back whole, by itself and by its set, and can come again', async () => {
  fetchReported(book, 'stripe');
  const { name, text } = reportSamples['stripe-activity'];
  const sample = { name, text: text.replaceAll('pi_2', 'unknown') };
  const file = await reports(sample);
  const [look, request] = [await file.look(), book.newId()];
  const kept = await file.store(look, request);
  expect(await file.store(look, request)).toEqual(kept);
  const again = await reports(sample);
  const second = await again.look();
  expect(second.reports[0]?.isThere).toBe(true);
  expect(await again.store(second)).toEqual({ id: null, reports: 0, findings: 0 });
  const [row] = await list();
  expect(row).toMatchObject({
    kind: 'stripe-activity',
    gateway: 'stripe',
    counts: { 'missing-in-ledger': 1, 'missing-at-gateway': 1 },
  });
  const findings = await call(gatewayReportsHandlers.findings, { id: row?.id ?? '' }, { context });
  expect(findings).toMatchObject([
    { type: 'missing-in-ledger', line: 3, report: { gross: '50.00', fee: '0.85' }, book: null },
    { type: 'missing-at-gateway', line: 0, report: null, book: { gross: '50.00' } },
  ]);
  await call(gatewayReportsHandlers.reverse, { request: book.newId(), id: row?.id ?? '' }, { context });
  expect(reported()).toEqual([]);
  await expect(
    call(gatewayReportsHandlers.reverse, { request: book.newId(), id: row?.id ?? '' }, { context }),
  ).rejects.toMatchObject({ code: 'report-unknown' });
  const third = await reports(sample);
  expect(await third.store(await third.look())).toMatchObject({ reports: 1, findings: 2 });
  expect(reported()).toHaveLength(2);
});

test('days and sums that could be either are asked, and so is the account where there are several', async () => {
  fetchReported(book, 'paypal');
  ingest(book, { operator: 'ada', source: 'gateway' }, 'paypal-2', [page({ payments: [payment('CAP9')] })], null);
  const { name, text } = reportSamples['paypal-activity'];
  const vague = text
    .replace('03/14/2026', '03/04/2026')
    .replace('03/15/2026', '03/05/2026')
    .replace('03/20/2026', '03/10/2026');
  const file = await reports({ name, text: vague });
  const look = await file.look();
  expect(look.reports[0]).toMatchObject({
    asks: { gateway: true, decimal: false, dayOrder: true },
    gateways: ['paypal', 'paypal-2'],
  });
  await expect(file.store(look)).rejects.toMatchObject({ code: 'import-choose' });
  const said = await reports({ name, text: vague, more: { gateway: 'paypal', dayOrder: 'mdy' } });
  expect((await said.look()).reports[0]).toMatchObject({ to: '2026-03-10', counts: {} });
  const wrong = await reports({ name, text: vague, more: { gateway: 'stripe' } });
  await expect(wrong.look()).rejects.toMatchObject({ code: 'report-account-unknown' });
});

test('a row that cannot be read keeps the report out with its line and column, unless it is left out', async () => {
  fetchReported(book, 'stripe');
  const { name, text } = reportSamples['stripe-activity'];
  const broken = text
    .replace('50.00,0.85,49.15', '50.00,0.85,49.00')
    .replace('-20.00,0.00,-20.00', '-20.00,zero,-20.00');
  const file = await reports({ name, text: broken });
  const look = await file.look();
  expect(look.reports[0]?.refusals).toMatchObject([
    { line: 3, column: 0, problem: { code: 'report-row-unsound' } },
    { line: 4, column: 7, problem: { code: 'statement-amount-unread' } },
  ]);
  await expect(file.store(look)).rejects.toMatchObject({ code: 'import-refused' });
  expect(one(book.db, 'SELECT 1 FROM gateway_report')).toBeUndefined();
  const other = { ...look, plan: '0'.repeat(64) };
  await expect(file.store(other, book.newId(), true)).rejects.toMatchObject({ code: 'changed-since-preview' });
  expect(await file.store(look, book.newId(), true)).toMatchObject({ reports: 1, findings: 0 });
});
