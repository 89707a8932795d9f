/**
 * A process that records until it is told that the disk is full, reads, waits for `more` on its standard input, and goes on.
 * Argument: book file. Says `open`, `full <code> <posts>`, `read <events>`, `again <posts>`.
 */
import { writeSync } from 'node:fs';
import { one } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import { Failure } from '../../main/kernel/failure';
import { systemClock } from '../../main/kernel/time';
import { post } from './posting';

const say = (line: string) => writeSync(1, `${line}\n`);
const { book } = openForWriting(process.argv[2] ?? '', systemClock);
const padding = 'padding '.repeat(200);
const MOST_POSTS = 20_000;

function fill(): { code: string; posts: number } {
  for (let posts = 0; posts < MOST_POSTS; posts++) {
    try {
      post(book, book.newId(), padding);
    } catch (error) {
      return { code: error instanceof Failure ? error.code : String(error), posts };
    }
  }
  return { code: 'never', posts: MOST_POSTS };
}

say('open');
const first = fill();
say(`full ${first.code} ${first.posts}`);
// A second try on the full disk is told the same, and changes nothing.
say(`still ${fill().code}`);
say(`read ${one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM event')?.n}`);
process.stdin.once('data', () => {
  let again = 0;
  for (; again < 50; again++) post(book, book.newId(), padding);
  say(`again ${again}`);
  book.db.close();
  process.exit(0);
});
