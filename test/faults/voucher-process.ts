/**
 * Two tills that redeem the same voucher at once until it is used up, or until the process is killed: says which request each
 * sends (`try`), and what came of it (`ack`, `refused`) only once that is so. Arguments: book file, code, two customers.
 */
import { writeSync } from 'node:fs';
import { setImmediate as next } from 'node:timers/promises';
import { takeLock } from '../../main/db/lock';
import { openForWriting } from '../../main/engine/open-book';
import { Failure } from '../../main/kernel/failure';
import { systemClock } from '../../main/kernel/time';
import { redeemAs } from './redeeming';

const [file = '', code = '', ...customers] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);

const lock = takeLock(file, JSON.stringify({ pid: process.pid }));
if (!lock) throw new Error('the book is held by another process');
const { book } = openForWriting(file, systemClock);

async function till(customer: string): Promise<void> {
  for (;;) {
    await next();
    const request = book.newId();
    say(`try ${request} ${customer}`);
    try {
      redeemAs(book, customer, code, request);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      say(`refused ${error.code}`);
      return;
    }
    say(`ack ${request} ${customer}`);
  }
}

await Promise.all(customers.map(till));
book.db.close();
lock.release();
