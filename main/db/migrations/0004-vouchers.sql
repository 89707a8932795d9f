-- Format 4: vouchers.

-- Projections. What is counted of a batch is counted in uses: a voucher that can be used three times is three of them.
CREATE TABLE voucher_batch (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sold', 'promotional')),
  -- Of one use.
  amount INTEGER NOT NULL CHECK (amount > 0 AND amount <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- Business days; both count. No last day: it is valid for ever.
  valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
  valid_to TEXT CHECK (length(valid_to) = 10 AND valid_to >= valid_from),
  -- Of each voucher: in all, and by one customer (null: as often as it has uses).
  uses INTEGER NOT NULL CHECK (uses > 0),
  per_customer INTEGER CHECK (per_customer > 0),
  note TEXT NOT NULL,
  pattern TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  -- Of a sold one: where the money is (`bank-transfer`, a gateway), and what proves it.
  paid_at TEXT CHECK ((paid_at IS NULL) = (kind = 'promotional')),
  paid_note TEXT,
  created_at INTEGER NOT NULL,
  booked_on TEXT NOT NULL,
  redeemed INTEGER NOT NULL DEFAULT 0 CHECK (redeemed >= 0),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided >= 0),
  expired INTEGER NOT NULL DEFAULT 0 CHECK (expired >= 0),
  expired_on TEXT,
  CHECK (redeemed + voided + expired <= uses * count)
) STRICT;
CREATE INDEX voucher_batch_ending ON voucher_batch (valid_to) WHERE expired_on IS NULL AND valid_to IS NOT NULL;

CREATE TABLE voucher (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  batch INTEGER NOT NULL REFERENCES voucher_batch (id),
  -- Its place in the batch, from 1: what it is called where its code is not to be seen.
  no INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0 AND used <= uses),
  voided_at INTEGER,
  voided_on TEXT,
  void_way TEXT CHECK (void_way IN ('returned', 'kept')),
  void_reason TEXT,
  UNIQUE (batch, no)
) STRICT;

CREATE TABLE voucher_use (
  payment INTEGER PRIMARY KEY REFERENCES payment (id),
  voucher INTEGER NOT NULL REFERENCES voucher (id),
  booked_on TEXT NOT NULL
) STRICT;
CREATE INDEX voucher_use_by_voucher ON voucher_use (voucher);

-- Local. Who holds a code holds the money: codes stand here and nowhere else, so that nothing that is made of the journal
-- carries one. The event of a voucher has the salted hash of its code.
CREATE TABLE voucher_code (
  uuid BLOB PRIMARY KEY CHECK (length(uuid) = 16),
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  code TEXT NOT NULL UNIQUE
) STRICT;
