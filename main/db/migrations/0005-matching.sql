-- Format 5: what explains the lines of our banks.

-- `amount`: of its lines together, minor units of the bank's currency. `automatic`: a rule did it, nobody looked.
CREATE TABLE match (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  bank_account INTEGER NOT NULL REFERENCES bank_account (id),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  amount INTEGER NOT NULL CHECK (abs(amount) <= 9007199254740991),
  rule TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  operator TEXT NOT NULL,
  automatic INTEGER NOT NULL CHECK (automatic IN (0, 1)),
  at INTEGER NOT NULL,
  booked_on TEXT NOT NULL CHECK (length(booked_on) = 10),
  event INTEGER NOT NULL
) STRICT;
CREATE INDEX match_by_account ON match (bank_account, booked_on);

-- `item`: the id of what it ties (of a settlement: its gateway, a slash, the provider's id); NULL for what the match itself books. `own`, `own_currency`: what it is in its own currency, where
-- the bank was paid in another one. `completes`: a Pending payment that this match made Completed.
CREATE TABLE match_item (
  match INTEGER NOT NULL REFERENCES match (id),
  n INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('payout', 'payment', 'settlement', 'receipt', 'return', 'book', 'transfer')),
  item BLOB,
  account TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0 AND abs(amount) <= 9007199254740991),
  own INTEGER CHECK (own IS NULL OR (own <> 0 AND abs(own) <= 9007199254740991)),
  own_currency TEXT CHECK (own_currency IS NULL OR length(own_currency) = 3),
  note TEXT,
  completes INTEGER NOT NULL CHECK (completes IN (0, 1)),
  PRIMARY KEY (match, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX match_item_once ON match_item (kind, item) WHERE item IS NOT NULL;

-- Money whose owner was not known when it came. `payment`: whose it was found to be.
CREATE TABLE unknown_receipt (
  uuid BLOB PRIMARY KEY CHECK (length(uuid) = 16),
  bank_account INTEGER NOT NULL REFERENCES bank_account (id),
  day TEXT NOT NULL CHECK (length(day) = 10),
  amount INTEGER NOT NULL CHECK (amount > 0 AND amount <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  state TEXT NOT NULL CHECK (state IN ('open', 'assigned', 'returned')),
  payment BLOB CHECK (payment IS NULL OR length(payment) = 16)
) STRICT, WITHOUT ROWID;
CREATE INDEX unknown_receipt_open ON unknown_receipt (day) WHERE state = 'open';

-- Lines and items that a person said do not belong together, as one text each.
CREATE TABLE refused_pair (pair TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Empty: the rules that a new book has.
CREATE TABLE match_rule (
  place INTEGER PRIMARY KEY,
  rule TEXT NOT NULL CHECK (json_valid(rule))
) STRICT;

-- Somebody says that they have paid, and it is not there.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  customer INTEGER NOT NULL REFERENCES customer (id),
  amount INTEGER NOT NULL CHECK (amount > 0 AND amount <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  day TEXT NOT NULL CHECK (length(day) = 10),
  ticket TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'tied', 'answered')),
  payment BLOB CHECK (payment IS NULL OR length(payment) = 16),
  answer TEXT,
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  closed_at INTEGER,
  closed_by TEXT
) STRICT;
CREATE INDEX claim_open ON claim (at) WHERE state = 'open';
CREATE INDEX claim_by_customer ON claim (customer);

-- What people said of exceptions, which are themselves found in the book. `ignored`: why it is let be.
CREATE TABLE exception_deed (
  exception TEXT PRIMARY KEY,
  owner TEXT,
  note TEXT,
  ignored TEXT,
  operator TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a bank's line could be: few transfers are waited for, and few receipts by hand were not seen at the bank.
CREATE INDEX payment_by_bank ON payment (status, currency) WHERE gateway = 'bank-transfer';
CREATE INDEX payout_by_day ON payout (arrival_day);
