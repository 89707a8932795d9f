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
