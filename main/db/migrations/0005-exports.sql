-- Format 5: an export remembers the number of the journal's last event that it was taken from, so that it can be run again against
-- the book as it was then. Null: it was written before, or from an empty journal.
ALTER TABLE export_log ADD COLUMN position INTEGER;
