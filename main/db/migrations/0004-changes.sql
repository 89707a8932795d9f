-- Format 4: sets of changes that were made at once, listed so that they can be taken back whole.

-- A projection. The events of `kind` in the request of its own event are its items.
CREATE TABLE change_set (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  event INTEGER NOT NULL,
  deed TEXT NOT NULL,
  kind TEXT NOT NULL,
  items INTEGER NOT NULL CHECK (items > 0),
  -- JSON: what was told of it when it was made.
  told TEXT NOT NULL,
  -- The event that took it back, and how many of its items stayed.
  undone INTEGER,
  stayed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX change_set_by_event ON change_set (event);
