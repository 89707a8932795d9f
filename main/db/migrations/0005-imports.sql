-- Format 5: payments of another system come in from files too. The same table, with one more kind.
CREATE TABLE import_key_made_anew (
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'purchase', 'payment')),
  key TEXT NOT NULL,
  subject BLOB NOT NULL UNIQUE CHECK (length(subject) = 16),
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
INSERT INTO import_key_made_anew (kind, key, subject) SELECT kind, key, subject FROM import_key;
DROP TABLE import_key;
ALTER TABLE import_key_made_anew RENAME TO import_key;
