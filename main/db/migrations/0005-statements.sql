-- Format 5: our bank accounts, and what their statements say.

-- `key` is its name in the ledger (`bank:<key>`) and never changes. `number`: our own IBAN or account number, without spaces.
CREATE TABLE bank_account (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  number TEXT,
  closed_at INTEGER
) STRICT;

-- One statement of a file. `already`: lines of it that were there before. `reversed`: the event that took it back.
CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  bank_account INTEGER NOT NULL REFERENCES bank_account (id),
  format TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
  reference TEXT,
  from_day TEXT,
  to_day TEXT,
  opening INTEGER CHECK (abs(opening) <= 9007199254740991),
  closing INTEGER CHECK (abs(closing) <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  lines INTEGER NOT NULL,
  already INTEGER NOT NULL,
  reversed INTEGER
) STRICT;
CREATE INDEX statement_by_account ON statement (bank_account, from_day);
CREATE INDEX statement_by_file ON statement (file_sha256);

-- Minor units, what came in is positive. `reference`: the references that were found in it, '' when none. `key`: what makes the
-- same line the same, with its place among equal lines of a day. `parent`: the line that this is a part of. `match`: what explains it.
CREATE TABLE bank_line (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  statement INTEGER NOT NULL REFERENCES statement (id),
  bank_account INTEGER NOT NULL REFERENCES bank_account (id),
  n INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (length(day) = 10),
  value_day TEXT,
  amount INTEGER NOT NULL CHECK (amount <> 0 AND abs(amount) <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  reference TEXT NOT NULL,
  bank_reference TEXT,
  key BLOB NOT NULL CHECK (length(key) = 16),
  parent INTEGER REFERENCES bank_line (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'matched', 'split')),
  match INTEGER
) STRICT;
CREATE UNIQUE INDEX bank_line_once ON bank_line (bank_account, key);
CREATE INDEX bank_line_by_statement ON bank_line (statement);
CREATE INDEX bank_line_by_day ON bank_line (bank_account, day);
CREATE INDEX bank_line_open ON bank_line (bank_account, day) WHERE state = 'open';
CREATE INDEX bank_line_by_match ON bank_line (match) WHERE match IS NOT NULL;
CREATE INDEX bank_line_parts ON bank_line (parent) WHERE parent IS NOT NULL;

-- Local: who paid and what for, which may name people. Its line's event carries a salted hash.
CREATE TABLE bank_line_text (
  uuid BLOB PRIMARY KEY CHECK (length(uuid) = 16),
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  name TEXT NOT NULL,
  account TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
