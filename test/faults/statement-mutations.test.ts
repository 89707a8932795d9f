/** Statement files that chance has damaged: read or refused with place and reason, never a crash, never long, never in part. */
import { expect, onTestFinished, test } from 'vitest';
import { type Db, one } from '../../main/db/sql';
import { type FileOrder, openFile } from '../../main/features/statements/opening';
import { compared } from '../../main/features/statements/report-look';
import { Failure, type FailureCode, type FailureParams, fillFailureText } from '../../main/kernel/failure';
import { failureText } from '../../main/kernel/failure-text';
import { memoryBook, testClock } from '../support/book';
import { finish } from '../support/checks';
import { importContext } from '../support/importing';
import { reportSamples } from '../support/report-files';
import { fetchReported } from '../support/report-samples';
import { chance, isLongRun, pick, runSeed } from '../support/seed';
import { statementImport } from '../support/statement-importing';
import { sampleAccount, sampleFiles } from '../support/statement-samples';
import { bankAccount } from '../support/statements';

const FILES = isLongRun ? 100_000 : 5_000;
/** Of those, so many also go through the whole import. */
const STORED = isLongRun ? 2_000 : 60;
/** Of processor time: what else the machine does at the time is no fault of the reader's. */
const LONGEST_MS = 2_000;
const TIMEOUT_MS = isLongRun ? 3_600_000 : 600_000;
const MOST_GROWN_BYTES = 256 * 1024 * 1024;

const words = [
  ...[
    '\0',
    '\uFFFD',
    '"',
    '""',
    ';;',
    ',',
    '.',
    '-',
    '−',
    '(',
    ')',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '9'.repeat(40),
    '-0',
  ],
  ...[
    '<',
    '>',
    '</',
    '<!DOCTYPE a>',
    '<!ENTITY a "b">',
    '&a;',
    '&#0;',
    '&#9999999;',
    ']]>',
    '<![CDATA[',
    '<!--',
    '?>',
    '<a ',
  ],
  ...[
    '2026-02-30',
    '0000-00-00',
    '31/04/2026',
    ':61:',
    ':62F:',
    ':86:',
    ':20:',
    '\n',
    '\r',
    '\n-\n',
    '\t',
    '\u202e',
    '=1+1',
  ],
  ...[
    '__proto__',
    'constructor',
    '<__proto__>',
    'XXX',
    'BTC',
    'JPY',
    '<STMTTRN>',
    '</STMTRS>',
    '</OFX>',
    '<Ntry>',
    '</Stmt>',
  ],
];

type Next = () => number;
const reports = Object.values(reportSamples).map(({ text }) => text);
const samples = [...Object.values(sampleFiles).map(({ text }) => text), ...reports];
const any = <Item>(items: readonly Item[], next: Next): Item => {
  const item = items[pick(next, items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

/** One damage, somewhere. */
function damaged(text: string, next: Next): string {
  const at = pick(next, text.length + 1);
  const end = Math.min(text.length, at + 1 + pick(next, 60));
  switch (pick(next, 8)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + text.slice(at, end) + text.slice(end);
    case 2:
      return text.slice(0, at);
    case 3:
      return text.slice(0, at) + String.fromCharCode(pick(next, 256)) + text.slice(at + 1);
    case 4: {
      const lines = text.split('\n');
      const [one, other] = [pick(next, lines.length), pick(next, lines.length)];
      [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
      return lines.join('\n');
    }
    case 5:
      return text.slice(0, at) + any(samples, next).slice(pick(next, 400), 400 + pick(next, 800)) + text.slice(at);
    case 6:
      return text.replace(/\d+/, any(words, next));
    default:
      return text.slice(0, at) + any(words, next) + text.slice(at);
  }
}

function mutation(next: Next): Buffer {
  let text = any(samples, next);
  for (let n = 1 + pick(next, 3); n > 0; n--) text = damaged(text, next);
  const bytes = Buffer.from(text, pick(next, 4) === 0 ? 'latin1' : 'utf8');
  if (pick(next, 10) === 0 && bytes.length > 0) bytes[pick(next, bytes.length)] = pick(next, 256);
  return bytes;
}

function bookWithBank() {
  const book = memoryBook(testClock());
  bankAccount(book, { number: sampleAccount.number });
  fetchReported(book);
  onTestFinished(() => {
    book.db.close();
  });
  return book;
}

type Refusal = { line: number; column: number; problem: { code: FailureCode; params: FailureParams } };

/** Read as what it seems to be: a statement line by line, a gateway's report row by row, beside a book that has what it said before. */
function refusalsOf(db: Db, order: FileOrder, where: string): readonly Refusal[] {
  const { reading, statements, report } = openFile(db, order);
  for (const { lines } of statements)
    for (const line of lines)
      if (!Number.isSafeInteger(line.amount) || line.amount === 0) throw new Error(`${where}: no sum`);
  if (report === null) return reading.refusals;
  try {
    const [found] = finish(compared(db, [{ ...order, decimal: '.', dayOrder: 'mdy' }])).reports;
    return found?.found.refusals ?? [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ line: 0, column: 0, problem: { code: error.code, params: error.params } }];
  }
}

test(`${FILES} damaged files of all formats are read or refused, each refusal with its place and its reason`, {
  timeout: TIMEOUT_MS,
}, () => {
  const { db, newId } = bookWithBank();
  const seed = runSeed();
  const next = chance(seed);
  const before = process.memoryUsage().rss;
  let refused = 0;
  let most = 0;
  for (let n = 0; n < FILES; n++) {
    const bytes = mutation(next);
    const where = `seed ${seed}, file ${n}`;
    const started = process.cpuUsage();
    const refusals = refusalsOf(db, { upload: newId(), name: 'damaged', bytes }, where);
    const { user, system } = process.cpuUsage(started);
    const took = (user + system) / 1000;
    if (took > LONGEST_MS) throw new Error(`${where}: took ${took} ms`);
    for (const { line, column, problem } of refusals) {
      refused++;
      const { what } = fillFailureText(failureText[problem.code], problem.params);
      const isPlaced = Number.isInteger(line) && Number.isInteger(column) && line >= 0 && column >= 0;
      if (!isPlaced || /\{\w+\}/.test(what)) throw new Error(`${where}: ${line}:${column} ${what}`);
    }
    if (n % 500 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  expect(refused).toBeGreaterThan(FILES / 10);
  expect(Math.max(0, most - before)).toBeLessThan(MOST_GROWN_BYTES);
});

test(`of ${STORED} damaged files none is stored in part`, { timeout: TIMEOUT_MS }, async () => {
  const book = bookWithBank();
  const context = importContext(book, book.clock);
  const seed = runSeed();
  const next = chance(seed);
  const count = () => one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM bank_line')?.n ?? 0;
  for (let n = 0; n < STORED; n++) {
    const where = `seed ${seed}, file ${n}`;
    const file = await statementImport(context, { name: 'damaged', content: mutation(next) });
    const look = await file.look();
    const before = count();
    if (look.files.length === 0) continue;
    try {
      const stored = await file.store(look);
      expect(look.refused, where).toBe(0);
      expect(count() - before, where).toBe(stored.new);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      expect(
        look.blocks.map(({ code }) => code),
        where,
      ).toContain(error.code);
      expect(count(), where).toBe(before);
    }
  }
});
