-- Format 3: the saved methods of payers. Never more of a card than brand, last four and expiry; what names a person (an account's
-- e-mail) stands in `person`, under the method's id.

-- A projection. `payer` null: the customer itself. `owner`: the provider's id of the customer. `token` null: it is still awaited
-- of `attempt`, whose payer agreed that it is kept.
CREATE TABLE saved_method (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  customer INTEGER NOT NULL REFERENCES customer (id),
  payer INTEGER REFERENCES payer (id),
  gateway TEXT NOT NULL,
  owner TEXT,
  token TEXT,
  attempt BLOB CHECK (attempt IS NULL OR length(attempt) = 16),
  method TEXT NOT NULL,
  brand TEXT,
  last4 TEXT CHECK (last4 IS NULL OR length(last4) <= 4),
  expires TEXT CHECK (expires IS NULL OR length(expires) = 7),
  status TEXT NOT NULL CHECK (status IN ('Pending', 'Confirmed', 'Failed')),
  provider_status TEXT NOT NULL,
  nickname TEXT,
  is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
  consent_on TEXT CHECK (consent_on IS NULL OR length(consent_on) = 10),
  consent_terms TEXT,
  -- The verification marks: by whom, when (UTC milliseconds), note.
  details_by TEXT,
  details_at INTEGER,
  details_note TEXT,
  address_by TEXT,
  address_at INTEGER,
  address_note TEXT,
  saved_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX saved_method_by_customer ON saved_method (customer);
CREATE UNIQUE INDEX saved_method_by_token ON saved_method (gateway, token) WHERE token IS NOT NULL AND removed_at IS NULL;
CREATE UNIQUE INDEX saved_method_by_attempt ON saved_method (attempt) WHERE attempt IS NOT NULL;
CREATE UNIQUE INDEX saved_method_primary ON saved_method (customer, coalesce(payer, 0)) WHERE is_primary = 1;

-- Few payments ask that their method is kept.
CREATE INDEX attempt_saving ON attempt (payment) WHERE save_method = 1;
