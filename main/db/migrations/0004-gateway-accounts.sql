-- Format 4: gateway accounts. Several of one provider, and one key of the book that seals the secrets of all.

-- `key` stands wherever a book says `gateway`: the first account of a provider has the provider's name, the next ones `stripe-2`,
-- `stripe-3`. A row stays when the account is removed, so that its key is never given to another.
CREATE TABLE gateway_account_made_anew (
  key TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  environment TEXT NOT NULL CHECK (environment IN ('live', 'sandbox')),
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  -- What people call it; null: as its provider is called.
  label TEXT,
  added_at INTEGER NOT NULL,
  paused_at INTEGER,
  removed_at INTEGER,
  -- Credentials that an earlier format sealed by the passphrase itself; moved to `secret` when they are first opened.
  sealed TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO gateway_account_made_anew (key, provider, environment, account, name, added_at, sealed)
  SELECT provider, provider, environment, account, name, added_at, sealed FROM gateway_account;
DROP TABLE gateway_account;
ALTER TABLE gateway_account_made_anew RENAME TO gateway_account;

-- The book's key, 32 random bytes, wrapped: by the passphrase, and where a person wants it by the system's keyring.
CREATE TABLE book_key (
  way TEXT PRIMARY KEY CHECK (way IN ('passphrase', 'keyring')),
  wrapped TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the book's key seals, bound to whose it is and what it is for: a row cannot be passed off as another.
CREATE TABLE secret (
  owner TEXT NOT NULL,
  purpose TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (owner, purpose)
) STRICT, WITHOUT ROWID;

-- The last troubles of each account, for a person to see when a fault began.
CREATE TABLE gateway_trouble (
  gateway TEXT NOT NULL,
  at INTEGER NOT NULL,
  code TEXT NOT NULL,
  params TEXT NOT NULL,
  -- The same in a row is one trouble: how often, and when last.
  times INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (gateway, at)
) STRICT, WITHOUT ROWID;

-- When the gateway's own balance was last compared with its clearing account, and what differed (JSON; null: nothing).
CREATE TABLE gateway_proof (
  gateway TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  proven_at INTEGER,
  differs TEXT
) STRICT, WITHOUT ROWID;
