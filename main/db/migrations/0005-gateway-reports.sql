-- Format 5: reports that gateways offer to download, as they were compared with the book.

-- A projection. `same`: rows that the book has just so. `reversed`: the event that took it back.
CREATE TABLE gateway_report (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  gateway TEXT NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
  from_day TEXT NOT NULL CHECK (length(from_day) = 10),
  to_day TEXT NOT NULL CHECK (length(to_day) = 10),
  lines INTEGER NOT NULL,
  same INTEGER NOT NULL,
  reversed INTEGER
) STRICT;
CREATE INDEX gateway_report_by_file ON gateway_report (file_sha256);

-- What its rows come to, by currency; minor units. `paid_out`: of that, to the bank. The balances where it states them.
CREATE TABLE gateway_report_sum (
  report INTEGER NOT NULL REFERENCES gateway_report (id),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  gross INTEGER NOT NULL CHECK (abs(gross) <= 9007199254740991),
  fee INTEGER NOT NULL CHECK (abs(fee) <= 9007199254740991),
  paid_out INTEGER NOT NULL CHECK (abs(paid_out) <= 9007199254740991),
  opening INTEGER CHECK (abs(opening) <= 9007199254740991),
  closing INTEGER CHECK (abs(closing) <= 9007199254740991),
  PRIMARY KEY (report, currency)
) STRICT, WITHOUT ROWID;

-- Where it and the book differed. `item`: the provider's id of the settlement or the payout. `line`: of the file; 0: it is not in it.
-- The sums of the report, and those of the book where it has the item.
CREATE TABLE gateway_report_finding (
  report INTEGER NOT NULL REFERENCES gateway_report (id),
  n INTEGER NOT NULL,
  type TEXT NOT NULL,
  about TEXT NOT NULL CHECK (about IN ('movement', 'payout')),
  gateway TEXT NOT NULL,
  item TEXT NOT NULL,
  line INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (length(day) = 10),
  word TEXT NOT NULL,
  gross INTEGER NOT NULL CHECK (abs(gross) <= 9007199254740991),
  fee INTEGER NOT NULL CHECK (abs(fee) <= 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  book_gross INTEGER CHECK (abs(book_gross) <= 9007199254740991),
  book_fee INTEGER CHECK (abs(book_fee) <= 9007199254740991),
  book_currency TEXT CHECK (book_currency IS NULL OR length(book_currency) = 3),
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX gateway_report_finding_by_type ON gateway_report_finding (type, about);
