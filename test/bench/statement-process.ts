/**
 * One import of a bank's file into an empty book, in a process of its own: how long it took to look at it and to store it, then to
 * look at the same file again; and the most memory of it all, in MB.
 */
import { statSync } from 'node:fs';
import { type Looked, lookAtStatements } from '../../main/features/statements/look-job';
import { storeStatements } from '../../main/features/statements/store-act';
import type { Book } from '../../main/journal/record';
import { act } from '../support/book';
import { bankAccount } from '../support/statements';
import { freshBook, removeBook } from './big-book';

const [, , file = '', folder = '', lines = ''] = process.argv;

function finish<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function orderOf(book: Book) {
  // As the engine keeps a large file that came.
  const bytes = { path: file, byteLength: statSync(file).size };
  return { files: [{ upload: book.newId(), name: 'bank.csv', bytes, bank: 'main' }] };
}

const target = `${folder}/statements.counterfoil`;
const book = freshBook(target);
bankAccount(book);
const order = orderOf(book);

function measured(work: () => void): { seconds: number; cpuSeconds: number } {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - began) / 1_000, cpuSeconds: (user + system) / 1e6 };
}

let looked: Looked | null = null;
const look = measured(() => {
  looked = finish(lookAtStatements.run(book.db, order));
});
const kept = measured(() => {
  const plan = looked?.look.plan ?? '';
  const wish = { act: act(book, { lines }), order, plan, looked, leaveOut: false, outBecause: null, saveAs: {} };
  const stored = finish(storeStatements.run(book, wish))(() => {});
  if (String(stored.new) !== lines) throw new Error(`${stored.new} lines were stored of ${lines}`);
});
const mostMemory = process.resourceUsage().maxRSS / 1024;
const again = measured(() => {
  const { look } = finish(lookAtStatements.run(book.db, order));
  if (look.new !== 0) throw new Error(`${look.new} lines would come in again`);
});
const indexed = book.db.prepare('SELECT count(*) FROM bank_line').pluck().get();
if (String(indexed) !== lines) throw new Error(`${indexed} lines are there of ${lines}`);
book.db.close();
const bytes = statSync(target).size;
removeBook(target);
const told = { look, stored: kept, again, mostMemory, bytes };
process.send?.(told, () => process.exit(0));
