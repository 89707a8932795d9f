/** Statement files that others wrote: each gives what its author states, or a refusal where it is broken on purpose. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { guessProfile, isProfileAsked, settled } from '../../main/features/statements/formats/csv-guess';
import { formatOf, readWhole } from '../../main/features/statements/formats/file';
import type { ReadFile } from '../../main/features/statements/formats/read';
import { openText } from '../../main/features/statements/formats/text';
import { readCsv } from '../support/whole-csv';

const folder = path.join(import.meta.dirname, '../../../shared/data/statements');
const isHere = existsSync(folder);
if (!isHere)
  console.log(`Statement files of others are not at ${folder}: the formats were tried on our own samples only`);

function opened(file: string, currency: string, profile: object = {}): { read: ReadFile; isAsked: boolean } {
  const text = openText(readFileSync(path.join(folder, file)));
  const format = formatOf(text.whole());
  if (format === null) throw new Error(`no format: ${file}`);
  if (format !== 'csv') return { read: readWhole(format, text.whole()), isAsked: false };
  const guess = guessProfile(text, text.encoding);
  const { asks } = settled(text, guess.profile, guess.delimiter.isSure);
  const said = settled(text, { ...guess.profile, ...profile }, true);
  return { read: readCsv(text, said.profile, currency), isAsked: isProfileAsked(asks) };
}

/** Statements as [account, opening, closing, lines, sum]; refusals as [line, column, code]. Minor units. */
interface Expected {
  statements?: (readonly [string, number | null, number | null, number, number])[];
  refusals?: (readonly [number, number, string])[];
  /** Opening + lines are not the closing balance, as its author left it. */
  isOut?: true;
  currency?: string;
  /** What a person says where the file leaves it open. */
  said?: object;
}

const expected: Readonly<Record<string, Expected>> = {
  'camt/genkgo-camt053.v2.all-balance-types.xml': {
    statements: [['CH2801234000123456789', 101, 404, 1, 885]],
    isOut: true,
  },
  'camt/genkgo-camt053.v2.five.decimals.xml': { statements: [['NL26VAYB8060476890', 1815, 2705, 1, 885]], isOut: true },
  'camt/genkgo-camt053.v2.minimal.xml': { statements: [['NL26VAYB8060476890', 1815, null, 1, 885]] },
  'camt/genkgo-camt053.v2.multi.statement.xml': {
    statements: [
      ['NL26VAYB8060476890', 1815, 2700, 1, 885],
      ['NL26VAYB8060476890', 2700, 2000, 1, -700],
    ],
  },
  'camt/genkgo-camt053.v2.wrong.xml': { refusals: [[3, 5, 'statement-tag-missing']] },
  'camt/genkgo-camt053.v4.xml': { statements: [['NL26VAYB8060476890', 1815, null, 1, 885]] },
  'camt/genkgo-camt054.v4.xml': { refusals: [[3, 3, 'statement-camt-other']] },
  'camt/genkgo-camt53.only-Dt-with-DtTm.xml': { statements: [['GB33BUKB20201555555555', 544209, null, 0, 0]] },
  'camt/srou-camt053_garbled_amount.xml': { refusals: [[17, 5, 'statement-amount-unread']] },
  'camt/srou-camt053_multicurrency.xml': {
    statements: [
      ['DE89370400440532013000', 1000000, 1075025, 2, 75025],
      ['US-ACCT-0099', 250000, 240001, 1, -9999],
    ],
  },
  'ofx/Fabiopf02-inline.ofx': { statements: [['111111-1111', null, -144, 1, -1179]] },
  'ofx/jseutter-bank_medium.ofx': { statements: [['12300000012345678', null, 38234, 3, -34527]] },
  'ofx/jseutter-checking.ofx': { statements: [['1452687~7', null, 10099, 3, -5950]] },
  'ofx/jseutter-date_missing.ofx': {
    refusals: [
      [33, 5, 'statement-tag-missing'],
      [40, 17, 'statement-tag-missing'],
      [50, 31, 'statement-day-unread'],
    ],
  },
  'ofx/jseutter-decimal_error.ofx': {
    refusals: [
      [37, 29, 'statement-amount-unread'],
      [36, 31, 'statement-day-unread'],
    ],
  },
  'ofx/jseutter-multiple_accounts.ofx': {
    statements: [
      ['9100', null, 11100, 0, 0],
      ['9200', null, 22200, 0, 0],
    ],
  },
  // It names no currency.
  'ofx/jseutter-ofx-v102-empty-tags.ofx': { refusals: [[23, 475, 'statement-tag-missing']] },
  'ofx/sebastienrousseau-sample.qfx': { statements: [['123456789', null, null, 1, -1500]] },
  'mt940/wolph-jejik-abnamro.sta': {
    statements: [
      ['517852257', 323628, 87684, 8, -32144],
      ['517852257', 287684, 184975, 2, -2449],
    ],
    isOut: true,
  },
  'mt940/wolph-jejik-postfinance.sta': {
    statements: [
      ['123456789', 0, 22920, 2, 22920],
      ['123456789', 22920, 15960, 2, -6980],
    ],
    isOut: true,
  },
  'mt940/wolph-jejik-rabobank-iban.sta': {
    statements: [
      ['NL71RABO0123456789', 100000, 96500, 2, -3500],
      ['NL71RABO0123456789', 96500, 93000, 2, -3500],
    ],
  },
  'mt940/wolph-mBank-mt940.sta': { statements: [['PL29114010810000267002001002', 40, 43, 3, 3]] },
  'mt940/wolph-self-provided-multiline.sta': {
    statements: [['BILLLULLXXX/"NUMERODECOMPTEIBAN2"', 1640, 1140, 2, 11400]],
    isOut: true,
  },
  'mt940/wolph-betterplace-with_binary_character.sta': {
    statements: [
      ['51230800/0000007055', 38011577, 19992902, 3, -18018675],
      ['51230800/0000007304', 13007319, 13119319, 1, 112000],
    ],
  },
  'mt940/wolph-betterplace-sepa_mt9401.sta': {},
  'mt940/zilverline-fixtures-14aug2014.swi': {
    statements: [['NL50RABO0156750961', 76818, 99653, 2, -24352]],
    isOut: true,
  },
  'mt940/zilverline-fixtures-rabobank_mt940_structured_multi_line.txt': {
    statements: [['NL50RABO0123456789', 500000, 510000, 2, -10001]],
    isOut: true,
  },
  'mt940/zilverline-ing-mt940_iban.txt': { statements: [['NL68INGB0000012345', 43690, 24645, 21, -19045]] },
  'csv/bank2ynab-2018-04-14_10-52-13_bunq-transactieoverzicht.csv': { statements: [['', null, null, 3, 72854]] },
  'csv/bank2ynab-20180226-1000594757-umsatz.CSV': { statements: [['', null, null, 1, -3699]] },
  'csv/bank2ynab-CSV_A_20180414_112204.csv': { statements: [['', null, null, 3, -103749]] },
  'csv/bank2ynab-Movements_1234512345_201805271848.csv': { currency: 'CZK', statements: [['', null, null, 1, -100]] },
  // Its days were made unreadable by whoever shared it.
  'csv/bank2ynab-TH_20180101-20180523_strana_1.csv': { currency: 'CZK', refusals: [[2, 2, 'statement-day-unread']] },
  'csv/bank2ynab-Umsaetze_KtoNr538917600_EUR_02-03-2018_1503.CSV': { statements: [['', null, null, 1, -1722]] },
  'csv/bank2ynab-statement_1.csv': { currency: 'GBP', statements: [['', null, null, 1, 2059]] },
  'csv/bank2ynab-test_BOI_TransactionExport.csv': { statements: [['', null, null, 27, -41961]] },
  // Two columns of sums without a name: which one counts is asked.
  'csv/bank2ynab-test_delimiter_tab.csv': { said: {}, statements: [] },
  'csv/bank2ynab-test_raiffeisen_01.csv': { refusals: [[71, 0, 'import-row-cells']] },
  'csv/bank2ynab-umsatz-1234________1234-20180227.CSV': { statements: [['', null, null, 1, -500]] },
  // `29.000` could be twenty-nine thousand: it is asked.
  'csv/fjacquet-viseca.csv': { currency: 'CHF', said: { decimal: '.' }, statements: [] },
  'csv/sebastienrousseau-csv_european_decimals.csv': { statements: [['', null, null, 3, 226094]] },
  'csv/sebastienrousseau-csv_french_headers.csv': { statements: [['', null, null, 3, 226094]] },
};

const sumOf = (lines: readonly { amount: number }[]) => lines.reduce((sum, { amount }) => sum + amount, 0);

for (const [file, { statements = null, refusals = [], isOut = false, currency = 'EUR', said }] of Object.entries(
  isHere ? expected : {},
))
  test(file, () => {
    const { read, isAsked } = opened(file, currency, said);
    expect(isAsked).toBe(said !== undefined);
    if (isAsked) return;
    expect(read.refusals.map(({ line, column, problem }) => [line, column, problem.code]).slice(0, 3)).toEqual(
      refusals.length > 0 ? expect.arrayContaining(refusals) : [],
    );
    if (refusals.length > 0 || statements === null) return;
    const told = read.statements.map(({ head, lines }) => [
      head.account,
      head.opening,
      head.closing,
      lines.length,
      sumOf(lines),
    ]);
    expect(told).toEqual(statements);
    const outs = read.statements.filter(
      ({ head, lines }) =>
        head.opening !== null && head.closing !== null && head.opening + sumOf(lines) !== head.closing,
    );
    expect(outs.length > 0).toBe(isOut);
  });

/** Amounts as decimals and days, as the author of the MT940 library states them: signs are those of its own. */
function statedMt940(name: string): [string, string][] {
  const text = readFileSync(path.join(folder, 'expected', `${name}.yml`), 'utf8');
  const [, transactions = ''] = text.split(/^transactions:$/m);
  return transactions.split(/^- !!python\/object:mt940\.models\.Transaction$/m).flatMap((part) => {
    const amount = /decimal\.Decimal\n\s+- '(-?[\d.]+)'/.exec(part)?.[1];
    const day = /^ {4}date: .*\n\s+- !!binary \|\n\s+(\S+)$/m.exec(part)?.[1];
    if (amount === undefined || day === undefined) return [];
    const [high = 0, low = 0, month = 0, date = 0] = Buffer.from(day, 'base64');
    const two = (n: number) => String(n).padStart(2, '0');
    return [[amount.replace('-', ''), `${high * 256 + low}-${two(month)}-${two(date)}`]];
  });
}

/** The same of a camt.053 file, wherever its JSON has an entry. */
function statedCamt(name: string): { amount: number; day: string }[] {
  const found: { amount: number; day: string }[] = [];
  JSON.parse(readFileSync(path.join(folder, 'expected', `${name}.json`), 'utf8'), (key, value) => {
    if (key === 'getEntries' && Array.isArray(value))
      for (const entry of value.filter((one) => typeof one?.getAmount?.getAmount === 'string'))
        found.push({
          amount: Number.parseInt(entry.getAmount.getAmount, 10),
          day: entry.getBookingDate[0].slice(0, 10),
        });
    return value;
  });
  return found;
}

for (const name of isHere ? readdirSync(path.join(folder, 'expected')).map((file) => path.parse(file)) : []) {
  if (name.ext === '.yml')
    test(`${name.base}: the same movements on the same value days`, () => {
      const { read } = opened(`mt940/${name.name}.sta`, 'EUR');
      const lines = read.statements.flatMap((one) => one.lines);
      const decimal = (minor: number) => String(Math.abs(minor) / 100);
      expect(lines.map(({ amount, valueDay }) => [decimal(amount), valueDay])).toEqual(
        statedMt940(name.name).map(([amount, day]) => [String(Number(amount)), day]),
      );
    });
  if (name.ext === '.json')
    test(`${name.base}: the entries that it states`, () => {
      const { read } = opened(`camt/${name.name}.xml`, 'EUR');
      const stated = statedCamt(name.name);
      expect(stated.length).toBeGreaterThan(0);
      expect(read.statements.flatMap((one) => one.lines)).toEqual(
        expect.arrayContaining(stated.map((one) => expect.objectContaining(one))),
      );
    });
}

/** Which columns hold day and sum, as the authors of the CSV files state it, by the bank's name in their list. */
const banks: Readonly<Record<string, string>> = {
  'csv/bank2ynab-2018-04-14_10-52-13_bunq-transactieoverzicht.csv': 'NL Bunq checking',
  'csv/bank2ynab-20180226-1000594757-umsatz.CSV': 'DE Ostseesparkasse Rostock checking',
  'csv/bank2ynab-CSV_A_20180414_112204.csv': 'NL Rabobank-2018',
  'csv/bank2ynab-Movements_1234512345_201805271848.csv': 'CZ Raiffeisen bank',
  'csv/bank2ynab-TH_20180101-20180523_strana_1.csv': 'CZ Ceska Sporitelna',
  'csv/bank2ynab-Umsaetze_KtoNr538917600_EUR_02-03-2018_1503.CSV': 'DE Commerzbank checking',
  'csv/bank2ynab-statement_1.csv': 'UK Barclaycard credit card',
  'csv/bank2ynab-umsatz-1234________1234-20180227.CSV': 'DE Ostseesparkasse Rostock credit card',
};

for (const [file, bank] of Object.entries(isHere ? banks : {}))
  test(`${file}: day and sum stand in the columns that are stated for ${bank}`, () => {
    const list = readFileSync(path.join(folder, 'expected', 'bank2ynab.conf'), 'utf8');
    const [, section = ''] = list.split(`[${bank}]`);
    const stated = (/^Input Columns\s*=\s*(.*)$/m.exec(section)?.[1] ?? '').split(',');
    const text = openText(readFileSync(path.join(folder, file)));
    const { day = [], valueDay = [], amount = [], credit = [] } = guessProfile(text, text.encoding).profile.columns;
    expect([...day, ...valueDay]).toContain(stated.indexOf('Date'));
    expect([...amount, ...credit]).toContain(stated.indexOf('Inflow'));
  });

/** Opening + lines = closing in each of its many statements proves every sign in it. */
if (isHere)
  test('mt940/wolph-betterplace-sepa_mt9401.sta proves itself in each of its statements', () => {
    const { statements } = opened('mt940/wolph-betterplace-sepa_mt9401.sta', 'EUR').read;
    expect(statements.length).toBeGreaterThan(20);
    for (const { head, lines } of statements) expect((head.opening ?? 0) + sumOf(lines)).toBe(head.closing);
  });

test('the table has every file, and what is no statement has no format', () => {
  const there = ['camt', 'csv', 'mt940', 'ofx'].flatMap((kind) =>
    isHere ? readdirSync(path.join(folder, kind)).map((name) => `${kind}/${name}`) : [],
  );
  expect(isHere ? Object.keys(expected).sort() : []).toEqual(there.sort());
  expect(formatOf('Dear customer')).toBeNull();
});
