-- Format 4: single changes that were taken back.

-- A projection: which event took which back, so that the one before it is the next to go.
CREATE TABLE undone_event (
  event INTEGER PRIMARY KEY,
  undone INTEGER NOT NULL
) STRICT;

-- A note that its writer took back; its text is gone.
ALTER TABLE note ADD COLUMN withdrawn_at INTEGER;
