/**
 * The floor of recording: the rows that recording made, written again into a copy of the same book (same tables, same
 * indexes, same transactions) by prepared statements. Nothing is computed, hashed or checked: triggers and foreign keys are off.
 */
import type { Book, Recorded } from '../../main/journal/record';

type Row = unknown[];
/** One statement and the rows to run it with, in order. */
interface Write {
  text: string;
  values: Row;
}

export interface Floor {
  /** The key of its last account. */
  lastAccount(): number;
  /** Writes one batch's rows in one transaction. */
  write(batch: readonly Write[]): void;
  /** Throws when the two books do not hold the same number of rows. */
  compare(book: Book): void;
  close(): void;
}

export function openFloor(book: Book): Floor {
  const { db } = book;
  db.pragma('foreign_keys = OFF');
  const triggers = db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all();
  for (const name of triggers) db.exec(`DROP TRIGGER ${String(name)}`);
  const statements = new Map<string, ReturnType<typeof db.prepare>>();
  const write = db.transaction((batch: readonly Write[]) => {
    for (const { text, values } of batch) {
      let statement = statements.get(text);
      if (!statement) {
        statement = db.prepare(text);
        statements.set(text, statement);
      }
      statement.run(values);
    }
  });
  return {
    write: (batch) => write.immediate(batch),
    lastAccount: () => Number(db.prepare('SELECT max(id) FROM account').pluck().get()),
    compare(other) {
      for (const table of [
        'account',
        'event',
        'posting',
        'payment',
        'settlement',
        'refund',
        'balance',
        'payment_day',
      ]) {
        const count = `SELECT count(*) FROM ${table}`;
        const [ours, theirs] = [other, book].map((one) => one.db.prepare(count).pluck().get());
        if (ours !== theirs) throw new Error(`the floor wrote ${theirs} rows of ${table}, recording ${ours}`);
      }
    },
    close: () => db.close(),
  };
}

/** What one recorded batch wrote, read back from the book. `accounts`: the last account that is there already. */
export function writesOf(book: Book, batch: Recorded, accounts: number): Write[] {
  const rowsOf = (text: string, ...values: unknown[]) =>
    book.db
      .prepare(text)
      .raw()
      .all(...values) as Row[]; // from outside: SQLite's rows
  const columns = (table: string) =>
    rowsOf(`SELECT name FROM pragma_table_info('${table}')`).map(([name]) => String(name));
  const inserts = (table: string, condition: string, ...values: unknown[]) => {
    const names = columns(table);
    const text = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    const select = `SELECT ${names.join(', ')} FROM ${table} WHERE ${condition}`;
    return rowsOf(select, ...values).map((row) => ({ text, values: row }));
  };
  const { firstSeq, lastSeq } = batch;
  const subjects = `uuid IN (SELECT subject FROM event WHERE seq BETWEEN ? AND ? AND kind = 'payment.recorded')`;
  const payments = inserts('payment', subjects, firstSeq, lastSeq);
  const ids = `payment IN (SELECT id FROM payment WHERE ${subjects})`;
  const words = rowsOf(
    `SELECT id, description || ' ' || reference || ' ' || external_id FROM payment WHERE ${subjects}`,
    firstSeq,
    lastSeq,
  ).map((row) => ({ text: 'INSERT INTO payment_words (rowid, words) VALUES (?, ?)', values: row }));
  const refundOf = `payment IN (SELECT p.id FROM event e JOIN payment p ON p.uuid = e.subject
    WHERE e.seq BETWEEN ? AND ? AND e.kind = 'payment.refunded')`;
  const refunds = inserts('refund', refundOf, firstSeq, lastSeq);
  const refunded = rowsOf(`SELECT amount, payment FROM refund WHERE ${refundOf}`, firstSeq, lastSeq).map((row) => ({
    text: 'UPDATE payment SET refunded = ? WHERE id = ?',
    values: row,
  }));
  const request = 'seq = (SELECT request FROM event WHERE seq = ?)';
  return [
    ...inserts('request', request, firstSeq),
    ...inserts('account', 'id > ?', accounts),
    ...inOrder([
      inserts('event', 'seq BETWEEN ? AND ? ORDER BY seq', firstSeq, lastSeq),
      inserts('posting', 'event BETWEEN ? AND ? ORDER BY event, n', firstSeq, lastSeq),
      payments,
      inserts('settlement', ids, firstSeq, lastSeq),
      words,
      refunds,
      refunded,
    ]),
    ...sumsOf(rowsOf, firstSeq, lastSeq),
  ];
}

/** Event by event, as recording meets them: one of each list in turn, in proportion. */
function inOrder(lists: readonly Write[][]): Write[] {
  const longest = Math.max(...lists.map((list) => list.length));
  const found: Write[] = [];
  for (let i = 0; i < longest; i++) {
    for (const list of lists) {
      const from = Math.floor((i * list.length) / longest);
      const to = Math.floor(((i + 1) * list.length) / longest);
      for (let at = from; at < to; at++) found.push(list[at] as Write); // from outside: at is within the list
    }
  }
  return found;
}

function sumsOf(rowsOf: (text: string, ...values: unknown[]) => Row[], firstSeq: number, lastSeq: number): Write[] {
  const balances = rowsOf(
    `SELECT b.account, b.currency, b.minor FROM balance b WHERE (b.account, b.currency) IN (
       SELECT from_account, currency FROM posting WHERE event BETWEEN ? AND ? UNION SELECT to_account, currency FROM posting WHERE event BETWEEN ? AND ?)`,
    firstSeq,
    lastSeq,
    firstSeq,
    lastSeq,
  ).map((values) => ({
    text: 'INSERT INTO balance (account, currency, minor) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET minor = excluded.minor',
    values,
  }));
  const days = rowsOf(
    `SELECT * FROM payment_day WHERE day IN (SELECT booked_on FROM event WHERE seq BETWEEN ? AND ?)`,
    firstSeq,
    lastSeq,
  ).map((values) => ({
    text: 'INSERT INTO payment_day VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = excluded.count, amount = excluded.amount',
    values,
  }));
  const settled = rowsOf(
    `SELECT * FROM settlement_day WHERE day IN (SELECT booked_on FROM event WHERE seq BETWEEN ? AND ?)`,
    firstSeq,
    lastSeq,
  ).map((values) => ({
    text: 'INSERT INTO settlement_day VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = excluded.count, gross = excluded.gross, fee = excluded.fee',
    values,
  }));
  return [...balances, ...days, ...settled];
}
