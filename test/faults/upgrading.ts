/** A format that does not exist yet and takes a while to get to: enough to be killed in. */
import { knownFormat, type Migration, migrations } from '../../main/db/migrate';

export const laterFormat = knownFormat + 1;

export const laterFormats: readonly Migration[] = [
  ...migrations,
  {
    format: laterFormat,
    why: 'later',
    sql: `CREATE TABLE later (id INTEGER PRIMARY KEY, payment INTEGER NOT NULL REFERENCES payment (id), word TEXT NOT NULL) STRICT;
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
      INSERT INTO later (payment, word) SELECT p.id, p.reference || i FROM payment p, n;
      CREATE INDEX later_by_word ON later (word);
      ALTER TABLE payment ADD COLUMN later INTEGER;
      UPDATE payment SET later = (SELECT count(*) FROM later l WHERE l.payment = payment.id);`,
  },
];
