-- Format 4: notices to customers by e-mail. Local: made from events, and no fact of the business; whom it was sent to can be erased.

-- One row is one sending: written down before anything is sent. `key` says what it is about, so that it is sent once for each;
-- one that a person asked for again has a key of its own, and `again_of`.
CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  customer BLOB CHECK (customer IS NULL OR length(customer) = 16),
  payment BLOB CHECK (payment IS NULL OR length(payment) = 16),
  invoice BLOB CHECK (invoice IS NULL OR length(invoice) = 16),
  -- When it was written down, UTC milliseconds.
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'maybe', 'refused', 'dropped')),
  -- A failure's code or a word of ours; and what the server said.
  why TEXT,
  detail TEXT,
  -- As it was last tried: to whom, whom in copy, how it was headed.
  address TEXT,
  copy TEXT,
  language TEXT,
  subject TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  tried_at INTEGER,
  ended_at INTEGER,
  again_of INTEGER REFERENCES mail (id),
  asked_by TEXT
) STRICT;
CREATE INDEX mail_by_customer ON mail (customer, id);
CREATE INDEX mail_due ON mail (next_at) WHERE state = 'queued';
CREATE INDEX mail_sending ON mail (id) WHERE state = 'sending';
CREATE INDEX mail_open ON mail (state) WHERE state IN ('queued', 'sending', 'maybe', 'refused');
CREATE INDEX mail_again ON mail (again_of) WHERE again_of IS NOT NULL;

-- Texts that a person wrote in the place of the built-in ones.
CREATE TABLE mail_template (
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, language)
) STRICT, WITHOUT ROWID;
