-- Format 4: operators, what waits for a second one, and adjustments of credit.

-- A projection. A name stands in every event of its operator: it is given once, and never again to somebody else.
CREATE TABLE operator (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  name TEXT NOT NULL UNIQUE,
  -- The name as it is compared: without case.
  folded TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('administrator', 'billing', 'support', 'auditor')),
  added_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;

-- Local: how an operator proves to be one. `passphrase`, `pin`: scrypt, with its costs and salt.
CREATE TABLE operator_secret (
  uuid BLOB PRIMARY KEY CHECK (length(uuid) = 16),
  passphrase TEXT NOT NULL,
  pin TEXT,
  language TEXT,
  -- Wrong tries since the last right one, and before when (UTC milliseconds) no other is taken.
  failures INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A projection: above which amount an act needs a second operator. Without a row it needs none.
CREATE TABLE approval_limit (
  act TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  amount INTEGER NOT NULL CHECK (amount >= 0 AND amount <= 9007199254740991),
  PRIMARY KEY (act, currency)
) STRICT, WITHOUT ROWID;

-- A projection: an act that waits for a second operator. Who asked never answers with yes.
CREATE TABLE approval (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  act TEXT NOT NULL,
  customer INTEGER REFERENCES customer (id),
  amount INTEGER NOT NULL CHECK (abs(amount) <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  command TEXT NOT NULL,
  note TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused', 'dropped')),
  answered_by TEXT,
  answered_at INTEGER,
  why TEXT,
  -- How much of the approved amount was done: never more than all of it.
  used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0 AND used <= abs(amount)),
  CHECK (state <> 'approved' OR answered_by <> requested_by)
) STRICT;
CREATE INDEX approval_waiting ON approval (requested_at) WHERE state = 'waiting';

-- A projection: credit given or taken by hand. `amount` is signed: more for the customer is positive.
CREATE TABLE adjustment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  customer INTEGER NOT NULL REFERENCES customer (id),
  amount INTEGER NOT NULL CHECK (amount <> 0 AND abs(amount) <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  counter TEXT NOT NULL,
  -- What it added to each lot and to what is owed.
  granted INTEGER NOT NULL CHECK (abs(granted) <= 9007199254740991),
  voucher INTEGER NOT NULL CHECK (abs(voucher) <= 9007199254740991),
  paid INTEGER NOT NULL CHECK (abs(paid) <= 9007199254740991),
  receivable INTEGER NOT NULL CHECK (receivable >= 0 AND receivable <= 9007199254740991),
  approval BLOB CHECK (approval IS NULL OR length(approval) = 16),
  expires_on TEXT CHECK (expires_on IS NULL OR length(expires_on) = 10),
  -- What of it was still unspent on that day and went; null while it has not come.
  expired INTEGER CHECK (expired IS NULL OR (expired >= 0 AND expired <= 9007199254740991)),
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  reversed_by TEXT,
  reversed_at INTEGER
) STRICT;
CREATE INDEX adjustment_by_customer ON adjustment (customer);
CREATE INDEX adjustment_expiring ON adjustment (expires_on) WHERE expires_on IS NOT NULL AND expired IS NULL AND reversed_at IS NULL;
CREATE UNIQUE INDEX adjustment_by_approval ON adjustment (approval) WHERE approval IS NOT NULL;
