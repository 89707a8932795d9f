-- Format 4: invoices. All of these are projections. Status is derived: what is open, and whether its due day has passed.

-- `open` = total - credited - paid - written_off - short, kept so that it can be indexed; 0 for a draft and for a void one.
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('service', 'add-funds')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'void')),
  customer INTEGER NOT NULL REFERENCES customer (id),
  payer INTEGER REFERENCES payer (id),
  number TEXT UNIQUE,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  note TEXT NOT NULL,
  -- ISO 11649: what the payer writes on a transfer.
  reference TEXT UNIQUE,
  net INTEGER NOT NULL CHECK (abs(net) <= 9007199254740991),
  tax INTEGER NOT NULL CHECK (abs(tax) <= 9007199254740991),
  total INTEGER NOT NULL CHECK (total > 0 AND total <= 9007199254740991),
  credited INTEGER NOT NULL DEFAULT 0 CHECK (credited >= 0 AND credited <= 9007199254740991),
  paid INTEGER NOT NULL DEFAULT 0 CHECK (paid >= 0 AND paid <= 9007199254740991),
  written_off INTEGER NOT NULL DEFAULT 0 CHECK (written_off >= 0 AND written_off <= 9007199254740991),
  short INTEGER NOT NULL DEFAULT 0 CHECK (short >= 0 AND short <= 9007199254740991),
  open INTEGER NOT NULL DEFAULT 0 CHECK (open >= 0 AND open <= 9007199254740991),
  due_day TEXT NOT NULL CHECK (length(due_day) = 10),
  issue_day TEXT CHECK (length(issue_day) = 10),
  promised_day TEXT CHECK (length(promised_day) = 10),
  created_at INTEGER NOT NULL,
  issued_at INTEGER,
  -- When nothing was open any more.
  settled_at INTEGER,
  voided_at INTEGER,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX invoice_by_at ON invoice (at);
CREATE INDEX invoice_by_customer ON invoice (customer, due_day);
CREATE INDEX invoice_open ON invoice (due_day) WHERE open > 0;

-- Quantity, price and rate are exact decimal text; `net` is minor units; `credited` what credit notes took back of it.
CREATE TABLE invoice_line (
  invoice INTEGER NOT NULL REFERENCES invoice (id),
  n INTEGER NOT NULL,
  description TEXT NOT NULL,
  product TEXT NOT NULL,
  quantity TEXT NOT NULL,
  price TEXT NOT NULL,
  tax_code TEXT,
  tax_rate TEXT,
  from_day TEXT,
  to_day TEXT,
  net INTEGER NOT NULL CHECK (abs(net) <= 9007199254740991),
  credited INTEGER NOT NULL DEFAULT 0 CHECK (abs(credited) <= 9007199254740991),
  PRIMARY KEY (invoice, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice_tax (
  invoice INTEGER NOT NULL REFERENCES invoice (id),
  code TEXT NOT NULL,
  rate TEXT NOT NULL,
  net INTEGER NOT NULL CHECK (abs(net) <= 9007199254740991),
  tax INTEGER NOT NULL CHECK (abs(tax) <= 9007199254740991),
  credited_tax INTEGER NOT NULL DEFAULT 0 CHECK (abs(credited_tax) <= 9007199254740991),
  PRIMARY KEY (invoice, code, rate)
) STRICT, WITHOUT ROWID;

-- What paid an invoice, by lot, as far as it still pays it. `payment`: the payment whose money it was. `returned`: what its
-- gateway took back, which made the invoice due again.
CREATE TABLE invoice_application (
  id INTEGER PRIMARY KEY,
  invoice INTEGER NOT NULL REFERENCES invoice (id),
  payment BLOB CHECK (payment IS NULL OR length(payment) = 16),
  granted INTEGER NOT NULL CHECK (granted >= 0 AND granted <= 9007199254740991),
  voucher INTEGER NOT NULL CHECK (voucher >= 0 AND voucher <= 9007199254740991),
  paid INTEGER NOT NULL CHECK (paid >= 0 AND paid <= 9007199254740991),
  returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0 AND returned <= 9007199254740991),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX invoice_application_by_invoice ON invoice_application (invoice);
CREATE INDEX invoice_application_by_payment ON invoice_application (payment) WHERE payment IS NOT NULL;

-- Which payment was asked for on account of which invoice.
CREATE TABLE invoice_payment (
  payment BLOB PRIMARY KEY CHECK (length(payment) = 16),
  invoice INTEGER NOT NULL REFERENCES invoice (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_payment_by_invoice ON invoice_payment (invoice);

CREATE TABLE credit_note (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  invoice INTEGER NOT NULL REFERENCES invoice (id),
  number TEXT NOT NULL UNIQUE,
  day TEXT NOT NULL CHECK (length(day) = 10),
  net INTEGER NOT NULL CHECK (abs(net) <= 9007199254740991),
  tax INTEGER NOT NULL CHECK (abs(tax) <= 9007199254740991),
  total INTEGER NOT NULL CHECK (total > 0 AND total <= 9007199254740991),
  reason TEXT NOT NULL,
  granted INTEGER NOT NULL CHECK (granted >= 0 AND granted <= 9007199254740991),
  voucher INTEGER NOT NULL CHECK (voucher >= 0 AND voucher <= 9007199254740991),
  paid INTEGER NOT NULL CHECK (paid >= 0 AND paid <= 9007199254740991),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX credit_note_by_invoice ON credit_note (invoice);
CREATE INDEX credit_note_by_day ON credit_note (day);

CREATE TABLE credit_note_tax (
  note INTEGER NOT NULL REFERENCES credit_note (id),
  code TEXT NOT NULL,
  rate TEXT NOT NULL,
  net INTEGER NOT NULL CHECK (abs(net) <= 9007199254740991),
  tax INTEGER NOT NULL CHECK (abs(tax) <= 9007199254740991),
  PRIMARY KEY (note, code, rate)
) STRICT, WITHOUT ROWID;

-- The last number drawn of each series; `period` is the year, or empty where a series runs on.
CREATE TABLE last_number (
  series TEXT NOT NULL,
  period TEXT NOT NULL,
  last INTEGER NOT NULL CHECK (last > 0),
  last_day TEXT NOT NULL,
  PRIMARY KEY (series, period)
) STRICT, WITHOUT ROWID;
