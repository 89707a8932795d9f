-- The first format of a book, part one: the journal, append-only and under the hash chain. main/db/classes.ts names the class
-- of each table.

CREATE TABLE book (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
  replica BLOB NOT NULL CHECK (length(replica) = 16)
) STRICT;

-- One pass through the write door: who asked for what, when. Its events carry it.
CREATE TABLE request (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  input_hash BLOB NOT NULL CHECK (length(input_hash) = 32),
  operator TEXT NOT NULL,
  source TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;

-- `id` is ours alone, made by the one writer in rising order: nobody looks an event up by it, so it has no index.
-- The events of one request stand together, so `request` needs none either.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL CHECK (length(id) = 16),
  request INTEGER NOT NULL REFERENCES request (seq),
  kind TEXT NOT NULL,
  subject BLOB NOT NULL CHECK (length(subject) = 16),
  occurred_at INTEGER NOT NULL,
  booked_on TEXT NOT NULL CHECK (length(booked_on) = 10),
  replica BLOB CHECK (replica IS NULL OR length(replica) = 16),
  replica_seq INTEGER NOT NULL,
  payload TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
-- Every index ends in its table's key without being told: (subject) is in the order of (subject, seq).
CREATE INDEX event_by_subject ON event (subject);

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- Its event and accounts are written by the same hand in the same transaction, and `verify` looks for postings without them:
-- references would be looked up three times for each posting, and all of them again whenever a book is opened.
CREATE TABLE posting (
  event INTEGER NOT NULL,
  n INTEGER NOT NULL,
  from_account INTEGER NOT NULL,
  to_account INTEGER NOT NULL,
  minor INTEGER NOT NULL CHECK (minor > 0 AND minor <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  PRIMARY KEY (event, n),
  CHECK (from_account <> to_account)
) STRICT, WITHOUT ROWID;

-- A replacing insert deletes first, and so meets the triggers on DELETE: every connection of ours has recursive_triggers on.
-- A trigger on INSERT would refuse it on any connection, but at a third of the cost of a first sync: each insert would keep
-- copies of the pages that it touches, to be able to undo itself, and make the search index write out what it has gathered.
CREATE TRIGGER book_keeps BEFORE UPDATE ON book BEGIN SELECT raise(ABORT, 'append-only: book'); END;
CREATE TRIGGER book_stays BEFORE DELETE ON book BEGIN SELECT raise(ABORT, 'append-only: book'); END;
CREATE TRIGGER request_keeps BEFORE UPDATE ON request BEGIN SELECT raise(ABORT, 'append-only: request'); END;
CREATE TRIGGER request_stays BEFORE DELETE ON request BEGIN SELECT raise(ABORT, 'append-only: request'); END;
CREATE TRIGGER event_keeps BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'append-only: event'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'append-only: event'); END;
CREATE TRIGGER account_keeps BEFORE UPDATE ON account BEGIN SELECT raise(ABORT, 'append-only: account'); END;
CREATE TRIGGER account_stays BEFORE DELETE ON account BEGIN SELECT raise(ABORT, 'append-only: account'); END;
CREATE TRIGGER posting_keeps BEFORE UPDATE ON posting BEGIN SELECT raise(ABORT, 'append-only: posting'); END;
CREATE TRIGGER posting_stays BEFORE DELETE ON posting BEGIN SELECT raise(ABORT, 'append-only: posting'); END;
