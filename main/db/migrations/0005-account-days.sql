-- Format 5: what moved each account by business day and kind of event, so that a chart of years reads few rows. The accounts of
-- customers stand together (`credit:paid`, `credit:granted`, `credit:voucher`, `receivable`). `minor`: debits less credits.
CREATE TABLE account_day (
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (abs(minor) <= 9007199254740991),
  PRIMARY KEY (account, currency, day, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_day_empty ON account_day (account) WHERE minor = 0;

INSERT INTO account_day (account, currency, day, kind, minor)
SELECT CASE WHEN a.name LIKE 'credit:%' THEN 'credit:' || substr(a.name, 45) WHEN a.name LIKE 'receivable:%' THEN 'receivable' ELSE a.name END,
  m.currency, e.booked_on, e.kind, sum(m.minor)
FROM (SELECT event, to_account AS account, currency, minor FROM posting
  UNION ALL SELECT event, from_account, currency, -minor FROM posting) m
JOIN event e ON e.seq = m.event JOIN account a ON a.id = m.account
GROUP BY 1, 2, 3, 4 HAVING sum(m.minor) <> 0;
