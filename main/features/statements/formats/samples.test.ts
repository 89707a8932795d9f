import { expect, test } from 'vitest';
import { sampleFiles } from '../../../../test/support/statement-samples';
import { readCsv } from '../../../../test/support/whole-csv';
import { guessProfile, settled } from './csv-guess';
import { formatOf, readWhole } from './file';
import type { ReadFile } from './read';

function read(text: string, said: object = {}): ReadFile {
  const format = formatOf(text);
  if (format === null) throw new Error('no format');
  if (format !== 'csv') return readWhole(format, text);
  const guess = guessProfile(text, 'utf-8');
  return readCsv(text, settled(text, { ...guess.profile, ...said }, guess.delimiter.isSure).profile, 'EUR');
}

const lines = [
  {
    day: '2026-02-03',
    amount: 125_050,
    name: 'Nimbus S.L.',
    text: 'INV-2026-0117',
    reference: 'E2E-1',
    bankReference: 'B-1',
  },
  { day: '2026-02-03', amount: -1_200, name: 'Bank', text: 'Monthly fee', reference: '', bankReference: 'B-2' },
  { day: '2026-02-10', amount: 4_000, name: 'Otto GmbH', text: 'Top-up', reference: 'E2E-3', bankReference: 'B-3' },
  { day: '2026-02-10', amount: 4_000, name: 'Otto GmbH', text: 'Top-up', reference: 'E2E-3', bankReference: 'B-3' },
];

test.each(Object.entries(sampleFiles))('%s: every line with its day, sum, name and references', (format, { text }) => {
  expect(formatOf(text)).toBe(format);
  const { statements, refusals } = read(text);
  expect(refusals).toEqual([]);
  expect(statements).toHaveLength(1);
  expect(statements[0]?.lines).toMatchObject(lines);
  expect(statements[0]?.head).toMatchObject({
    opening: format === 'ofx' ? null : 100_000,
    closing: 231_850,
    currency: 'EUR',
  });
});

test('an intraday report and a notification are told apart from a statement, and named', () => {
  const { text } = sampleFiles.camt053;
  for (const [element, message] of [
    ['BkToCstmrAcctRpt', 'camt.052'],
    ['BkToCstmrDbtCdtNtfctn', 'camt.054'],
  ] as const) {
    const { statements, refusals } = read(text.replaceAll('BkToCstmrStmt', element));
    expect(statements).toEqual([]);
    expect(refusals).toMatchObject([{ line: 2, problem: { code: 'statement-camt-other', params: { message } } }]);
  }
});

test('versions 2 to 13 of camt.053 are read, 1 and 99 are refused by their names', () => {
  const of = (version: string) => read(sampleFiles.camt053.text.replace('053.001.02', `053.001.${version}`));
  for (let version = 2; version <= 13; version++)
    expect(of(String(version).padStart(2, '0')).statements[0]?.lines).toHaveLength(4);
  for (const version of ['01', '99'])
    expect(of(version).refusals).toMatchObject([
      {
        line: 2,
        column: 1,
        problem: { code: 'statement-version-unknown', params: { version: `camt.053.001.${version}` } },
      },
    ]);
});

test('a document type, an entity of its own, endless nesting and a cut file are refused where they stand, and quickly', () => {
  const { text } = sampleFiles.camt053;
  const refused = (broken: string) => read(broken).refusals[0];
  const started = performance.now();
  expect(refused(text.replace('<Document', '<!DOCTYPE d SYSTEM "file:///etc/passwd">\n<Document'))).toEqual({
    ...{ line: 2, column: 1, problem: { code: 'statement-document-type', params: {} } },
  });
  expect(refused(text.replace('<Stmt>', '<!ENTITY a "b"><Stmt>'))?.problem.code).toBe('statement-document-type');
  expect(refused(`<Document>${'<a>'.repeat(100_000)}`)?.problem.code).toBe('statement-markup');
  expect(refused(text.slice(0, 900))?.problem.code).toMatch(/statement-(?:cut-short|markup)/);
  expect(read(text.replace('Nimbus', '&#65;'.repeat(100_000))).refusals).toEqual([]);
  expect(refused(sampleFiles.ofx.text.replace('</OFX>', ''))?.problem.code).toBe('statement-cut-short');
  expect(refused(sampleFiles.ofx.text.replace('<OFX>', '<!DOCTYPE x>\n<OFX>'))?.problem.code).toBe(
    'statement-document-type',
  );
  expect(refused(sampleFiles.mt940.text.replace(/:62F:.*/, ''))).toMatchObject({
    ...{ line: 1, problem: { code: 'statement-tag-missing', params: { tag: ':62F:' } } },
  });
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('what no decimal is, and more decimals than the currency has, is refused with its line and column', () => {
  for (const wrong of ['1e3', '0x10', 'Infinity', 'NaN', '12abc', '1.005', '12..34', '9007199254740993.00']) {
    const { refusals } = read(sampleFiles.camt053.text.replace('>1250.50<', `>${wrong}<`));
    expect(refusals, wrong).toHaveLength(1);
    expect(refusals[0]?.line, wrong).toBe(6);
    const csv = read(sampleFiles.csv.text.replace('1250,50', wrong.replace('.', ',')), { decimal: ',' });
    expect(csv.refusals, wrong).toMatchObject([{ line: 5, column: 3 }]);
    expect(csv.statements[0]?.lines, wrong).toHaveLength(3);
  }
  expect(read(sampleFiles.camt053.text.replace('>1250.50<', '>1250.5000<')).statements[0]?.lines).toMatchObject(lines);
});

test('a day that does not exist is refused, never moved', () => {
  for (const wrong of ['2026-02-30', '0000-00-00', '2026-13-01', '0026-02-03'])
    expect(read(sampleFiles.camt053.text.replaceAll('2026-02-03', wrong)).refusals[0]?.problem.code, wrong).toBe(
      'statement-day-unread',
    );
});

test('a large file takes time in proportion: ten times the movements, not a hundred times the time', () => {
  const row = sampleFiles.ofx.text.split('\n').find((line) => line.startsWith('<STMTTRN>')) ?? '';
  const spread = row.replaceAll('<', '\n<');
  const timeOf = (count: number) => {
    const text = sampleFiles.ofx.text.replace(row, spread.repeat(count));
    const started = performance.now();
    expect(read(text).statements[0]?.lines).toHaveLength(count + 3);
    return performance.now() - started;
  };
  timeOf(500);
  const best = (count: number) => Math.min(timeOf(count), timeOf(count), timeOf(count));
  const [few, many] = [best(2_000), best(20_000)];
  expect(many / few).toBeLessThan(40);
});
