-- Format 4: customers who turned out to be one.

-- `merged_into`: whose this one's payments, invoices and credit are now. Never a customer that was itself merged.
ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer (id);
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;

-- Projections. `event`: that of the merge; `undone`: that which took it back. `primary_method`: the customer's own primary one before.
CREATE TABLE customer_merge (
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customer (id),
  survivor INTEGER NOT NULL REFERENCES customer (id),
  event INTEGER NOT NULL UNIQUE,
  primary_method INTEGER,
  undone INTEGER
) STRICT;
CREATE UNIQUE INDEX customer_merge_open ON customer_merge (customer) WHERE undone IS NULL;
CREATE INDEX customer_merge_by_survivor ON customer_merge (survivor);

-- Which rows went over, by table and key, until they came back.
CREATE TABLE customer_moved (
  merge INTEGER NOT NULL REFERENCES customer_merge (id),
  part TEXT NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (merge, part, row)
) STRICT, WITHOUT ROWID;
