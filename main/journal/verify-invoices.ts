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
  SELECT 'numbers of invoices', sum(last) || ' were drawn, ' || (SELECT count(*) FROM invoice WHERE number IS NOT NULL AND drawn) || ' are there'
  FROM last_number WHERE series <> 'credit-note' HAVING sum(last) <> (SELECT count(*) FROM invoice WHERE number IS NOT NULL AND drawn)
  UNION ALL
  SELECT 'numbers of credit notes', sum(last) || ' were drawn, ' || (SELECT count(*) FROM credit_note) || ' are there'
  FROM last_number WHERE series = 'credit-note' HAVING sum(last) <> (SELECT count(*) FROM credit_note) LIMIT 100`;
