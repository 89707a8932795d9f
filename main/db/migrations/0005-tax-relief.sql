-- Format 5: the tax that was given back with what was written off, and taken again when that was taken back (less than zero).
CREATE TABLE tax_relief (
  id INTEGER PRIMARY KEY,
  invoice INTEGER NOT NULL REFERENCES invoice (id),
  code TEXT NOT NULL,
  rate TEXT NOT NULL,
  day TEXT NOT NULL CHECK (length(day) = 10),
  tax INTEGER NOT NULL CHECK (tax <> 0 AND abs(tax) <= 9007199254740991)
) STRICT;
CREATE INDEX tax_relief_by_invoice ON tax_relief (invoice);
CREATE INDEX tax_relief_by_day ON tax_relief (day);
