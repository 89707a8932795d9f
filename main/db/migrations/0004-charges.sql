-- Format 4: the automatic charging of due invoices, and what a person decided about one whose charge failed. All projections.

-- Why a charge was declined, as a person acts on it, and the provider's own code for it.
ALTER TABLE attempt ADD COLUMN decline TEXT CHECK
  (decline IN ('bank-unreachable', 'funds', 'card-expired', 'needs-customer', 'blocked', 'gateway-fault', 'other'));
ALTER TABLE attempt ADD COLUMN decline_code TEXT;

-- One row, once a person has set the rules. `days`, `retriers`: JSON.
CREATE TABLE charge_setting (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  automatic INTEGER NOT NULL CHECK (automatic IN (0, 1)),
  hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
  days TEXT NOT NULL CHECK (json_valid(days)),
  stop_days INTEGER NOT NULL CHECK (stop_days BETWEEN 0 AND 90),
  retriers TEXT NOT NULL CHECK (json_valid(retriers)),
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL
) STRICT;

-- What a person decided. `method`: the saved method that is charged from now on; `switched_at`: when it was chosen.
CREATE TABLE charge_plan (
  invoice INTEGER PRIMARY KEY REFERENCES invoice (id),
  method BLOB CHECK (method IS NULL OR length(method) = 16),
  switched_at INTEGER,
  stopped_at INTEGER,
  stopped_by TEXT,
  stop_why TEXT
) STRICT;

-- Attempts that a schedule or a person began because an invoice was due.
CREATE TABLE charge_try (
  attempt BLOB PRIMARY KEY CHECK (length(attempt) = 16),
  invoice INTEGER NOT NULL REFERENCES invoice (id),
  -- The saved method: its gateway may give it another token later.
  method BLOB NOT NULL CHECK (length(method) = 16),
  automatic INTEGER NOT NULL CHECK (automatic IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX charge_try_by_invoice ON charge_try (invoice);

-- Few attempts are charges, and few of those are for an invoice.
CREATE INDEX attempt_charge ON attempt (payment) WHERE kind = 'charge';
