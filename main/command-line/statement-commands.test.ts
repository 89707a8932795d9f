import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, onTestFinished, test } from 'vitest';
import { memoryBook, temporaryFolder, testClock } from '../../test/support/book';
import { importContext } from '../../test/support/importing';
import { reportSamples } from '../../test/support/report-files';
import { fetchReported } from '../../test/support/report-samples';
import { sampleAccount, sampleFiles } from '../../test/support/statement-samples';
import { all, one } from '../db/sql';
import { statementsHandlers } from '../features/statements/handlers';
import { gatewayReportsHandlers } from '../features/statements/report-handlers';
import type { Use } from './command';
import { Findings } from './exit';
import { reportCommands } from './report-commands';
import { statementCommands } from './statement-commands';

interface Told {
  told: unknown;
  words: string;
  /** Something keeps it out: exit code 4. */
  isKeptOut: boolean;
}

/** The commands on a book in memory, as they would run against its engine. */
function desk() {
  const book = memoryBook(testClock());
  onTestFinished(() => {
    book.db.close();
  });
  const context = importContext(book, book.clock);
  const api = {
    statements: createRouterClient(statementsHandlers, { context }),
    gatewayReports: createRouterClient(gatewayReportsHandlers, { context }),
  };
  const folder = temporaryFolder();
  async function run(name: string, words: string[], options: Record<string, string | true> = {}): Promise<Told> {
    const command = [...statementCommands, ...reportCommands].find((one) => one.name === name);
    if (!command) throw new Error(`no command ${name}`);
    const answer: Told = { told: null, words: '', isKeptOut: false };
    const use = {
      ...{ words, signal: new AbortController().signal, api: async () => api },
      option: (option: string) => (typeof options[option] === 'string' ? options[option] : undefined),
      flag: (flag: string) => options[flag] === true,
      output: {
        tell: (told: unknown, text: string) =>
          Object.assign(answer, { told: JSON.parse(JSON.stringify(told)), words: text }),
        progress: () => {},
      },
    } as unknown as Use; // from outside: the test's own desk
    await command.run(use).catch((error: unknown) => {
      if (!(error instanceof Findings)) throw error;
      answer.isKeptOut = true;
    });
    return answer;
  }
  const file = (name: string, text: string) => {
    const place = path.join(folder, name);
    writeFileSync(place, text);
    return place;
  };
  const lines = () => one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM bank_line')?.n ?? 0;
  return { book, run, file, lines };
}

test('statements come in by the command line: tried, stored once, and there the second time', async () => {
  const { run, file, lines } = desk();
  const { camt053, mt940 } = sampleFiles;
  const added = await run('bank add', ['main'], { name: 'Main', currency: 'EUR', number: sampleAccount.number });
  expect(added.told).toMatchObject({ key: 'main' });
  const february = file(camt053.name, camt053.text);
  const tried = await run('import statement', [february], { 'dry-run': true });
  expect(tried).toMatchObject({
    isKeptOut: false,
    told: { dryRun: true, stored: 4, changeSet: null, files: [{ statements: [{ bank: 'main', isProved: true }] }] },
  });
  expect(lines()).toBe(0);
  const march = file('march.sta', mt940.text.replaceAll('2602', '2603'));
  const stored = await run('import statement', [february, march]);
  expect(stored.told).toMatchObject({ stored: 8, alreadyThere: 0, changeSet: expect.any(String) });
  expect(stored.words).toContain('opening + lines = closing');
  expect((await run('import statement', [march])).told).toMatchObject({ stored: 0, alreadyThere: 4, changeSet: null });
  expect((await run('bank list', [])).told).toMatchObject([{ key: 'main', lines: 8, open: 8 }]);
});

test('what cannot be read keeps it out, with line, column and reason, and nothing is stored', async () => {
  const { run, file, lines } = desk();
  await run('bank add', ['main'], { name: 'Main', currency: 'EUR' });
  const wrong = file('wrong.xml', sampleFiles.camt053.text.replace('>1250.50<', '>12..5<'));
  const refused = await run('import statement', [wrong], { bank: 'main' });
  expect(refused).toMatchObject({
    isKeptOut: true,
    told: {
      ...{ stored: 0, refused: 1, problems: [{ code: 'import-refused' }, { code: 'statement-out' }] },
      files: [
        { refusals: [{ line: 6, column: 7, code: 'statement-amount-unread', reason: '“12..5” is not an amount.' }] },
      ],
    },
  });
  expect(lines()).toBe(0);
  const out = file('out.sta', sampleFiles.mt940.text.replace('2318,50', '2331,00'));
  expect(await run('import statement', [out], { bank: 'main' })).toMatchObject({
    isKeptOut: true,
    told: { stored: 0 },
  });
  const because = await run('import statement', [out], { bank: 'main', 'out-because': 'The bank says so' });
  expect(because).toMatchObject({ isKeptOut: false, told: { stored: 4 } });
  await expect(run('import statement', [path.join(path.sep, 'nowhere', 'a.csv')])).rejects.toMatchObject({
    code: 'file-unreadable',
  });
  await expect(run('import statement', [out], { bank: 'other' })).rejects.toMatchObject({
    code: 'bank-account-unknown',
  });
});

test('CSV files of several banks come in by one call, each with its own account', async () => {
  const { run, file, book } = desk();
  await run('bank add', ['main'], { name: 'Main', currency: 'EUR' });
  await run('bank add', ['second'], { name: 'Second', currency: 'EUR' });
  const csv = (name: string, amount: string) => file(name, `Date,Description,Amount\n2026-02-13,One,${amount}\n`);
  const files = [csv('a.csv', '1.00'), csv('b.csv', '2.00')];
  expect((await run('import statement', files, { bank: 'main,second' })).told).toMatchObject({ stored: 2 });
  const text = 'SELECT b.key, l.amount FROM bank_line l JOIN bank_account b ON b.id = l.bank_account ORDER BY l.id';
  expect(all(book.db, text)).toEqual([
    { key: 'main', amount: 100 },
    { key: 'second', amount: 200 },
  ]);
  await expect(run('import statement', files, { bank: 'main,second,main' })).rejects.toThrow('one for each');
});

test('a gateway’s report is compared and kept by the command line, and is no statement', async () => {
  const { run, file, book } = desk();
  fetchReported(book, 'stripe');
  const { name, text } = reportSamples['stripe-activity'];
  const report = file(name, text.replace('100.00,1.50,98.50', '100.00,1.75,98.25'));
  await expect(run('import statement', [report])).rejects.toThrow('import report');
  const tried = await run('import report', [report], { 'dry-run': true });
  expect(tried.told).toMatchObject({ kept: 0, files: [{ same: 3, counts: { 'fee-differs': 1 } }] });
  const kept = await run('import report', [report]);
  expect(kept).toMatchObject({ isKeptOut: false, told: { kept: 1, changeSet: expect.any(String) } });
  expect(kept.words).toContain('1 fee-differs');
  expect((await run('import report', [report])).told).toMatchObject({ kept: 0, files: [{ isThere: true }] });
  const broken = file('broken.csv', text.replace('100.00,1.50,98.50', '100.00,1.50,98.00'));
  expect(await run('import report', [broken])).toMatchObject({
    isKeptOut: true,
    told: { kept: 0, files: [{ refusals: [{ line: 2, code: 'report-row-unsound' }] }] },
  });
});
