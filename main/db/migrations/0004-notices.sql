-- Format 4: notices. What a person should be told once; made from events and from how syncing stands, and no fact of the business.
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  -- What it tells of, so that it is told once: an event's number, or a gateway and since when.
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  -- When the book learned of it, UTC milliseconds.
  at INTEGER NOT NULL,
  payment BLOB CHECK (payment IS NULL OR length(payment) = 16),
  gateway TEXT,
  amount INTEGER CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  currency TEXT,
  reason TEXT,
  detail TEXT,
  -- When a window gave it to the system to show: the first of several does.
  told_at INTEGER
) STRICT;

CREATE TABLE notice_read (
  notice INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  operator TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (notice, operator)
) STRICT, WITHOUT ROWID;
