/** What a customer held went over whole when it was merged, and nothing came to it since. */
export const mergedCustomers = `SELECT a.name || ' ' || b.currency AS place, 'kept ' || b.minor || ', its customer was merged into another' AS detail
  FROM customer c JOIN account a ON a.name IN (SELECT replace(p.part, '?', printf('%s-%s-%s-%s-%s', substr(lower(hex(c.uuid)), 1, 8),
      substr(lower(hex(c.uuid)), 9, 4), substr(lower(hex(c.uuid)), 13, 4), substr(lower(hex(c.uuid)), 17, 4), substr(lower(hex(c.uuid)), 21)))
    FROM (SELECT 'credit:?:granted' AS part UNION ALL SELECT 'credit:?:voucher' UNION ALL SELECT 'credit:?:paid' UNION ALL SELECT 'receivable:?') p)
  JOIN balance b ON b.account = a.id WHERE c.merged_into IS NOT NULL
  UNION ALL
  SELECT 'customer ' || lower(hex(c.uuid)), 'it was merged into one that was merged itself' FROM customer c
  JOIN customer s ON s.id = c.merged_into WHERE s.merged_into IS NOT NULL
  UNION ALL
  SELECT 'payment ' || lower(hex(p.uuid)), 'its customer was merged into another' FROM customer c JOIN payment p ON p.customer = c.id
  WHERE c.merged_into IS NOT NULL
  UNION ALL
  SELECT 'invoice ' || coalesce(i.number, i.id), 'its customer was merged into another' FROM customer c JOIN invoice i ON i.customer = c.id
  WHERE c.merged_into IS NOT NULL LIMIT 100`;

/** What the book's check asks of invoices: rows `place, detail` for what is wrong. */
export const invoiceSums = `SELECT 'invoice ' || coalesce(number, id) AS place,
    'shows ' || open || ' open, what stands on it leaves ' || (total - credited - paid - written_off - short) AS detail
  FROM invoice WHERE open <> iif(state = 'issued', total - credited - paid - written_off - short, 0)
  UNION ALL
  SELECT 'invoice ' || i.number, 'shows ' || i.paid || ' paid, what was applied to it is ' || coalesce(sum(a.granted + a.voucher + a.paid), 0)
  FROM invoice i LEFT JOIN invoice_application a ON a.invoice = i.id GROUP BY i.id
  HAVING i.paid <> coalesce(sum(a.granted + a.voucher + a.paid), 0)
  UNION ALL
  SELECT 'invoice ' || i.number, 'shows ' || i.credited || ' credited, its credit notes are of ' || coalesce(sum(n.total), 0)
  FROM invoice i LEFT JOIN credit_note n ON n.invoice = i.id GROUP BY i.id HAVING i.credited <> coalesce(sum(n.total), 0)
  UNION ALL
  SELECT 'invoice ' || i.number, 'gave back ' || sum(r.tax) || ' of tax ' || r.code || ', of ' || i.written_off || ' written off'
  FROM tax_relief r JOIN invoice i ON i.id = r.invoice GROUP BY r.invoice, r.code, r.rate
  HAVING sum(r.tax) < 0 OR sum(r.tax) > i.written_off
  UNION ALL
  SELECT 'numbers of invoices', sum(last) || ' were drawn, ' || (SELECT count(*) FROM invoice WHERE number IS NOT NULL AND drawn) || ' are there'
  FROM last_number WHERE series <> 'credit-note' HAVING sum(last) <> (SELECT count(*) FROM invoice WHERE number IS NOT NULL AND drawn)
  UNION ALL
  SELECT 'numbers of credit notes', sum(last) || ' were drawn, ' || (SELECT count(*) FROM credit_note) || ' are there'
  FROM last_number WHERE series = 'credit-note' HAVING sum(last) <> (SELECT count(*) FROM credit_note) LIMIT 100`;

/** What moved each account by day comes to what is kept of it; the accounts of customers stand together there. */
export const accountDays = `WITH moved AS (SELECT account, currency, sum(minor) AS minor FROM account_day GROUP BY account, currency),
    kept AS (SELECT CASE WHEN a.name LIKE 'credit:%' THEN 'credit:' || substr(a.name, 45) WHEN a.name LIKE 'receivable:%' THEN 'receivable'
        ELSE a.name END AS account, b.currency, sum(b.minor) AS minor
      FROM balance b JOIN account a ON a.id = b.account GROUP BY 1, 2)
  SELECT account || ' ' || currency AS place, 'kept ' || coalesce(kept.minor, 0) || ', its days come to ' || coalesce(moved.minor, 0) AS detail
  FROM moved FULL JOIN kept USING (account, currency) WHERE coalesce(moved.minor, 0) <> coalesce(kept.minor, 0) LIMIT 100`;

/** What was closed did not change: nothing that came after a close counts on its days. Later months are closed later, so each span has one end. */
export const closedMonths = `WITH closed AS (SELECT key, to_day, closed_event, lead(closed_event) OVER (ORDER BY closed_event) AS next
    FROM period WHERE state = 'closed')
  SELECT 'month ' || c.key AS place, 'event ' || e.seq || ' counts on ' || e.booked_on || ' and came after the close' AS detail
  FROM closed c JOIN event e ON e.seq > c.closed_event AND (c.next IS NULL OR e.seq <= c.next) WHERE e.booked_on <= c.to_day LIMIT 100`;

/** A match is what its lines are and what its items are, nothing is in two of them, and a bank's account holds what its matched lines come to. */
export const matchSums = `SELECT 'match ' || lower(hex(m.uuid)) AS place, 'is of ' || m.amount || ', its lines and its items are not' AS detail FROM match m
    WHERE m.amount <> (SELECT coalesce(sum(l.amount), 0) FROM bank_line l WHERE l.match = m.id)
      OR m.amount <> (SELECT coalesce(sum(i.amount), 0) FROM match_item i WHERE i.match = m.id)
  UNION ALL
  SELECT kind || ' ' || lower(hex(item)), 'is in ' || count(*) || ' matches' FROM match_item WHERE item IS NOT NULL GROUP BY kind, item HAVING count(*) > 1
  UNION ALL
  SELECT 'bank line ' || lower(hex(l.uuid)), 'is ' || l.state || iif(m.id IS NULL, ' without', ' with') || ' a match' FROM bank_line l
    LEFT JOIN match m ON m.id = l.match WHERE (l.state = 'matched') <> (m.id IS NOT NULL)
  UNION ALL
  SELECT 'bank:' || b.key || ' ' || b.currency, 'kept ' || coalesce(k.minor, 0) || ', its matched lines come to ' || coalesce(l.minor, 0)
    FROM bank_account b LEFT JOIN (SELECT bank_account, sum(amount) AS minor FROM bank_line WHERE state = 'matched' GROUP BY 1) l
      ON l.bank_account = b.id
    LEFT JOIN account a ON a.name = 'bank:' || b.key LEFT JOIN balance k ON k.account = a.id AND k.currency = b.currency
    WHERE coalesce(k.minor, 0) <> coalesce(l.minor, 0) LIMIT 100`;
