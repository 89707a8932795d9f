/**
 * A process that records one event after the other, each durable: says which request it will send (`try`), and that it was
 * recorded (`ack`) only once that is so. Arguments: book file, how many (0: until it is killed), FULL or NORMAL.
 */
import { writeSync } from 'node:fs';
import { takeLock } from '../../main/db/lock';
import { openForWriting } from '../../main/engine/open-book';
import { systemClock } from '../../main/kernel/time';
import { post } from './posting';

const [file = '', count = '0', synchronous = 'FULL'] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);

const lock = takeLock(file, JSON.stringify({ pid: process.pid }));
if (!lock) throw new Error('the book is held by another process');
const { book } = openForWriting(file, systemClock);
if (synchronous !== 'FULL') book.db.pragma(`synchronous = ${synchronous}`);
say('open');
for (let n = 0; count === '0' || n < Number(count); n++) {
  const request = book.newId();
  say(`try ${request}`);
  post(book, request);
  say(`ack ${request}`);
}
book.db.close();
lock.release();
