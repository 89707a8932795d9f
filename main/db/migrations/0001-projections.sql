-- The first format of a book, part two: projections, which replay rebuilds from the events.

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
-- How many were declined in a span: few payments have a reason.
CREATE INDEX payment_by_reason ON payment (reason, status, at) WHERE reason IS NOT NULL;

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
-- Finds, at the end of a batch, the rows that came to nothing; almost always empty.
CREATE INDEX balance_empty ON balance (account) WHERE minor = 0;

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
CREATE INDEX payment_day_empty ON payment_day (day) WHERE count = 0 AND amount = 0;

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
CREATE INDEX settlement_day_empty ON settlement_day (day) WHERE count = 0 AND gross = 0 AND fee = 0;

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
