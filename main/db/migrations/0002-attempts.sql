-- Format 2: what was asked of a provider, from before it is sent until it is known what came of it.

-- A projection. `uuid` is the key under which it is asked; `payment` is the payment that it is about; `own` the one that was made
-- for it, which may have turned out to be known already and have gone.
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('page', 'charge', 'refund')),
  gateway TEXT NOT NULL,
  payment INTEGER NOT NULL REFERENCES payment (id),
  own BLOB NOT NULL CHECK (length(own) = 16),
  amount INTEGER NOT NULL CHECK (amount > 0 AND amount <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  state TEXT NOT NULL CHECK (state IN ('drafted', 'waiting', 'sending', 'unknown', 'not-found', 'done', 'dropped')),
  outcome TEXT CHECK (outcome IN ('confirmed', 'declined', 'refused')),
  -- Why it waits, was dropped or was declined: a word of ours, and a text from outside.
  why TEXT,
  detail TEXT,
  -- SHA-256 of the request: as prepared, then as last sent. Only the very same is ever sent again.
  request_hash TEXT NOT NULL CHECK (length(request_hash) = 64),
  method TEXT,
  save_method INTEGER NOT NULL CHECK (save_method IN (0, 1)),
  reason TEXT,
  external_id TEXT,
  page TEXT,
  page_state TEXT CHECK (page_state IN ('open', 'finished', 'expired', 'cancelled')),
  link TEXT,
  expires_at INTEGER,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX attempt_open ON attempt (created_at) WHERE state NOT IN ('done', 'dropped');
CREATE INDEX attempt_by_payment ON attempt (payment);
CREATE INDEX attempt_by_own ON attempt (own);
CREATE INDEX attempt_page_open ON attempt (payment) WHERE page_state = 'open';
CREATE INDEX attempt_by_created ON attempt (created_at);

-- Local: when it was last tried or looked up, how often, and when next.
CREATE TABLE attempt_check (
  attempt INTEGER PRIMARY KEY,
  tries INTEGER NOT NULL,
  checked_at INTEGER,
  next_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attempt_check_due ON attempt_check (next_at);
