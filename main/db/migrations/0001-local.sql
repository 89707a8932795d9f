-- The first format of a book, part three: what is no fact of the business and never stands in the chain.

-- People's data stands here and nowhere else, so that it can be erased; events carry a salted hash of it.
CREATE TABLE person (
  uuid BLOB PRIMARY KEY CHECK (length(uuid) = 16),
  salt BLOB NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  phone TEXT,
  address TEXT NOT NULL DEFAULT '[]',
  country TEXT,
  language TEXT
) STRICT;
CREATE INDEX person_by_name ON person (name COLLATE NOCASE);

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE preference (
  operator TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (operator, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE gateway_account (
  provider TEXT PRIMARY KEY,
  environment TEXT NOT NULL CHECK (environment IN ('live', 'sandbox')),
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  -- Credentials, sealed: scrypt of the passphrase, then AES-256-GCM. Null in the demo company.
  sealed TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_check (
  payment INTEGER PRIMARY KEY,
  checked_at INTEGER,
  next_at INTEGER
) STRICT;
CREATE INDEX payment_check_due ON payment_check (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE export_log (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  file TEXT NOT NULL,
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  filter TEXT NOT NULL,
  rows INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  totals TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  head BLOB
) STRICT;

CREATE VIRTUAL TABLE payment_words USING fts5 (
  words, content = '', detail = 'none', columnsize = 0, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
