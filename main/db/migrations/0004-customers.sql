-- Format 4: what staff do with customers by hand: edit, tag, annotate, archive.

-- `by_hand`: a person wrote this customer's data, so that no gateway's does any more. `contact`: the payer who gets the notices; null: the
-- customer itself. `tags`: a JSON list of words, in order.
ALTER TABLE customer ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1));
ALTER TABLE customer ADD COLUMN archived_at INTEGER;
ALTER TABLE customer ADD COLUMN contact BLOB CHECK (contact IS NULL OR length(contact) = 16);
ALTER TABLE customer ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
CREATE INDEX customer_archived ON customer (id) WHERE archived_at IS NOT NULL;
ALTER TABLE payer ADD COLUMN archived_at INTEGER;

-- A projection. Its text may name people: it stands in `note_text`, which can be erased.
CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  customer INTEGER NOT NULL REFERENCES customer (id),
  event INTEGER NOT NULL
) STRICT;
CREATE INDEX note_by_customer ON note (customer);

-- Local.
CREATE TABLE note_text (
  uuid BLOB PRIMARY KEY CHECK (length(uuid) = 16),
  salt BLOB NOT NULL,
  text TEXT NOT NULL
) STRICT;
ALTER TABLE person ADD COLUMN tax_id TEXT;
