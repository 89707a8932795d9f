/**
 * Indexes of a table that nearly all rows of one act come to: made behind the rows, all at once and in order. Row by row a place in a
 * large index is sought for each. It is one transaction: what an index forbids keeps all of it out, as if it had been there.
 */
import { all, type Db } from './sql';

/** KB. Rows that come in order need no more pages than that; what sorts an index needs the rest. */
const SMALL_CACHE = 16 * 1024;

/**
 * Gives `rows` as they are, which write into `table` and must not look for anything by these indexes. `between`: called before each
 * index is made. Within a transaction only.
 */
export function* indexedAfter<Row>(
  db: Db,
  table: string,
  indexes: readonly string[],
  rows: Iterable<Row>,
  between: () => void,
): Generator<Row> {
  if (!db.inTransaction) throw new Error('indexes are made anew within a transaction only');
  const text = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? ORDER BY rowid";
  const made = all<{ name: string; sql: string }>(db, text, table).filter(({ name }) => indexes.includes(name));
  const [cache, store] = ['cache_size', 'temp_store'].map((name) => Number(db.pragma(name, { simple: true })));
  try {
    for (const { name } of made) db.exec(`DROP INDEX "${name}"`);
    db.pragma(`cache_size = -${SMALL_CACHE}`);
    // What is sorted is hashes, days and numbers: in memory it would be all of an index at once.
    db.pragma('temp_store = FILE');
    yield* rows;
    for (const { sql } of made) {
      between();
      db.exec(sql);
    }
  } finally {
    db.pragma(`cache_size = ${cache}`);
    db.pragma(`temp_store = ${store}`);
  }
}
