-- The first format of a book. Three classes of tables: the journal (append-only), projections (replay rebuilds them),
-- local (no facts of the business; never in the chain). main/db/classes.ts names the class of each.

-- ── Journal ────────────────────────────────────────────────────────────────────────────────────────────────────────

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

CREATE TABLE posting (
  event INTEGER NOT NULL REFERENCES event (seq),
  n INTEGER NOT NULL,
  from_account INTEGER NOT NULL REFERENCES account (id),
  to_account INTEGER NOT NULL REFERENCES account (id),
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

-- ── Projections ────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  since INTEGER NOT NULL
) STRICT;

CREATE TABLE customer_link (
  gateway TEXT NOT NULL,
  external_id TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customer (id),
  PRIMARY KEY (gateway, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_link_by_customer ON customer_link (customer);

CREATE TABLE payer (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  customer INTEGER NOT NULL REFERENCES customer (id)
) STRICT;
CREATE INDEX payer_by_customer ON payer (customer);

CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  customer INTEGER REFERENCES customer (id),
  payer INTEGER REFERENCES payer (id),
  gateway TEXT NOT NULL,
  external_id TEXT,
  amount INTEGER NOT NULL CHECK (abs(amount) <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  status TEXT NOT NULL CHECK (status IN ('Pending', 'Completed', 'Cancelled')),
  reason TEXT,
  provider_status TEXT NOT NULL,
  detail TEXT,
  method TEXT NOT NULL,
  method_label TEXT,
  purpose TEXT,
  description TEXT NOT NULL,
  reference TEXT NOT NULL,
  link TEXT,
  flag TEXT,
  created_at INTEGER NOT NULL,
  completed_at INTEGER,
  at INTEGER NOT NULL,
  booked_on TEXT,
  settled INTEGER CHECK (abs(settled) <= 9007199254740991),
  fee INTEGER CHECK (abs(fee) <= 9007199254740991),
  settled_currency TEXT,
  refunded INTEGER NOT NULL DEFAULT 0 CHECK (abs(refunded) <= 9007199254740991),
  disputed INTEGER NOT NULL DEFAULT 0 CHECK (abs(disputed) <= 9007199254740991)
) STRICT;
CREATE UNIQUE INDEX payment_by_external_id ON payment (gateway, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX payment_by_at ON payment (at);
CREATE INDEX payment_by_status ON payment (status, at);
CREATE INDEX payment_by_customer ON payment (customer, at);
CREATE INDEX payment_by_gateway ON payment (gateway, at);
CREATE INDEX payment_by_amount ON payment (amount);
CREATE INDEX payment_flagged ON payment (at) WHERE flag IS NOT NULL;

CREATE TABLE settlement (
  gateway TEXT NOT NULL,
  external_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('charge', 'refund', 'dispute', 'dispute-won')),
  payment INTEGER NOT NULL REFERENCES payment (id),
  amount INTEGER NOT NULL CHECK (abs(amount) <= 9007199254740991),
  fee INTEGER NOT NULL CHECK (abs(fee) <= 9007199254740991),
  net INTEGER NOT NULL CHECK (abs(net) <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  rate TEXT,
  -- In the order of the payments, which is the order of arrival: the provider's ids are in none.
  PRIMARY KEY (payment, kind, external_id),
  UNIQUE (gateway, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE refund (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  payment INTEGER NOT NULL REFERENCES payment (id),
  gateway TEXT NOT NULL,
  external_id TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0 AND amount <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  status TEXT NOT NULL CHECK (status IN ('pending', 'completed', 'failed')),
  reason TEXT,
  at INTEGER NOT NULL,
  UNIQUE (gateway, external_id)
) STRICT;
CREATE INDEX refund_by_payment ON refund (payment);

CREATE TABLE dispute (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  payment INTEGER NOT NULL REFERENCES payment (id),
  gateway TEXT NOT NULL,
  external_id TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0 AND amount <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  state TEXT NOT NULL CHECK (state IN ('open', 'won', 'lost')),
  provider_status TEXT NOT NULL,
  reason TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  due_at INTEGER,
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  UNIQUE (gateway, external_id)
) STRICT;
CREATE INDEX dispute_by_payment ON dispute (payment);
CREATE INDEX dispute_open ON dispute (due_at) WHERE state = 'open';

CREATE TABLE payout (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  gateway TEXT NOT NULL,
  external_id TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (abs(amount) <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  status TEXT NOT NULL CHECK (status IN ('sent', 'arrived', 'failed')),
  provider_status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  arrival_day TEXT NOT NULL,
  descriptor TEXT,
  UNIQUE (gateway, external_id)
) STRICT;

-- Which settlements a payout carries. A row may come before its settlement does.
CREATE TABLE payout_item (
  gateway TEXT NOT NULL,
  settlement TEXT NOT NULL,
  payout INTEGER NOT NULL REFERENCES payout (id),
  PRIMARY KEY (gateway, settlement)
) STRICT, WITHOUT ROWID;
CREATE INDEX payout_item_by_payout ON payout_item (payout);

CREATE TABLE balance (
  account INTEGER NOT NULL REFERENCES account (id),
  currency TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (abs(minor) <= 9007199254740991),
  PRIMARY KEY (account, currency)
) STRICT, WITHOUT ROWID;

-- Counts and totals of any long span in milliseconds: one row per day of the table's date.
CREATE TABLE payment_day (
  day TEXT NOT NULL,
  gateway TEXT NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  count INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (abs(amount) <= 9007199254740991),
  PRIMARY KEY (day, gateway, currency, status)
) STRICT, WITHOUT ROWID;

-- What gateways took and kept, by business day, in the currency they settled in.
CREATE TABLE settlement_day (
  day TEXT NOT NULL,
  gateway TEXT NOT NULL,
  currency TEXT NOT NULL,
  count INTEGER NOT NULL,
  gross INTEGER NOT NULL CHECK (abs(gross) <= 9007199254740991),
  fee INTEGER NOT NULL CHECK (abs(fee) <= 9007199254740991),
  PRIMARY KEY (day, gateway, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_period (
  gateway TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  PRIMARY KEY (gateway, from_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_cursor (
  gateway TEXT PRIMARY KEY,
  cursor TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE parked (
  gateway TEXT NOT NULL,
  kind TEXT NOT NULL,
  external_id TEXT NOT NULL,
  why TEXT NOT NULL,
  -- The payment it waits for, and its content, so that it is booked when that arrives.
  waits_for TEXT,
  item TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (gateway, kind, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX parked_waiting ON parked (gateway, waits_for) WHERE waits_for IS NOT NULL;

-- ── Local ──────────────────────────────────────────────────────────────────────────────────────────────────────────

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
