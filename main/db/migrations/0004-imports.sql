-- Format 4: what came from files.

-- A projection: by which key of a file an invoice or a purchase is known again. It goes when the import is taken back.
CREATE TABLE import_key (
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'purchase')),
  key TEXT NOT NULL,
  subject BLOB NOT NULL UNIQUE CHECK (length(subject) = 16),
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- 0: its number was given by another system, and is outside the series of this book.
ALTER TABLE invoice ADD COLUMN drawn INTEGER NOT NULL DEFAULT 1 CHECK (drawn IN (0, 1));

-- Local: how a person said that files with these headers are read.
CREATE TABLE import_mapping (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  -- JSON.
  headers TEXT NOT NULL,
  choices TEXT NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
