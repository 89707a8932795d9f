-- Format 5: files attached to adjustments.

-- A projection: what the adjustment, or the request for it, names of its files, in their order.
CREATE TABLE attached (
  subject BLOB NOT NULL CHECK (length(subject) = 16),
  n INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  PRIMARY KEY (subject, n)
) STRICT, WITHOUT ROWID;

-- Local: the files themselves, each once, under their SHA-256. The journal has the hash.
CREATE TABLE attachment (sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64), bytes BLOB NOT NULL) STRICT;
