-- Format 5: periods that are closed, who asked for it and who approved it, and what came late for one.

-- A projection. A period is a month; one that is closed holds everything up to its last day that was still open. `closed_event`: the
-- event that closed it, whose hash stands for all before it. `closed_by` asked, `approved_by` is the other one; null: the book has no
-- operators. A period that was reopened keeps its row.
CREATE TABLE period (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE CHECK (length(key) = 7),
  -- Null: from the beginning.
  from_day TEXT CHECK (length(from_day) = 10),
  to_day TEXT NOT NULL CHECK (length(to_day) = 10),
  state TEXT NOT NULL CHECK (state IN ('closed', 'reopened')),
  closed_by TEXT NOT NULL,
  approved_by TEXT,
  closed_at INTEGER NOT NULL,
  closed_event INTEGER NOT NULL,
  note TEXT NOT NULL,
  reopened_by TEXT,
  reopen_approved_by TEXT,
  reopened_at INTEGER,
  reason TEXT,
  CHECK (approved_by IS NULL OR approved_by <> closed_by),
  CHECK (reopen_approved_by IS NULL OR reopen_approved_by <> reopened_by),
  CHECK (state = 'closed' OR reason IS NOT NULL)
) STRICT;
CREATE INDEX period_closed ON period (to_day) WHERE state = 'closed';

-- A projection: a close or a reopening that waits for a second operator.
CREATE TABLE period_request (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  deed TEXT NOT NULL CHECK (deed IN ('close', 'reopen')),
  key TEXT NOT NULL CHECK (length(key) = 7),
  note TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused')),
  answered_by TEXT,
  answered_at INTEGER,
  why TEXT,
  CHECK (state <> 'approved' OR answered_by <> requested_by)
) STRICT;
CREATE UNIQUE INDEX period_request_waiting ON period_request (key) WHERE state = 'waiting';

-- A projection: what moved money on a day that was closed when the book learned it. It counts on `booked_on`, the first open day.
CREATE TABLE late (
  event INTEGER PRIMARY KEY,
  subject BLOB NOT NULL CHECK (length(subject) = 16),
  own_day TEXT NOT NULL CHECK (length(own_day) = 10),
  booked_on TEXT NOT NULL CHECK (length(booked_on) = 10 AND booked_on > own_day),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'corrected')),
  note TEXT,
  answered_by TEXT,
  answered_at INTEGER
) STRICT;
CREATE INDEX late_open ON late (own_day) WHERE state = 'open';

-- The lock, for every path. FAIL and not ABORT: ABORT would let every insert keep copies of the pages that it touches, to be able to
-- undo itself. Nothing was written before this trigger speaks.
CREATE TRIGGER event_in_open_period BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND to_day >= NEW.booked_on)
BEGIN SELECT raise(FAIL, 'closed-period: event'); END;
CREATE TRIGGER posting_in_open_period BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM event e JOIN period p ON p.state = 'closed' AND p.to_day >= e.booked_on WHERE e.seq = NEW.event)
BEGIN SELECT raise(FAIL, 'closed-period: posting'); END;

-- A projection: the public keys by which bundles of this book are checked (Ed25519, 32 bytes as base64), the latest last.
CREATE TABLE bundle_key (
  id INTEGER PRIMARY KEY,
  public_key TEXT NOT NULL UNIQUE,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
