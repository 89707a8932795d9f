/** What holds of invoices after every step: each query gives the rows that are wrong. */
export const brokenInvoices: readonly (readonly [string, string])[] = [
  [
    'an invoice is paid by what was applied to it, and credited by its credit notes',
    `SELECT i.number FROM invoice i WHERE i.paid <> (SELECT coalesce(sum(granted + voucher + paid), 0) FROM invoice_application a WHERE a.invoice = i.id)
       OR i.credited <> (SELECT coalesce(sum(total), 0) FROM credit_note n WHERE n.invoice = i.id)`,
  ],
  [
    'what is open is what is left',
    `SELECT number FROM invoice WHERE open <> iif(state = 'issued', total - credited - paid - written_off - short, 0)`,
  ],
  [
    'what is owed is what is open on invoices, and what else was never paid',
    `SELECT i.customer, i.currency, sum(i.open) AS open FROM invoice i JOIN customer c ON c.id = i.customer WHERE i.kind = 'service'
     GROUP BY i.customer, i.currency HAVING sum(i.open) > coalesce((SELECT b.minor FROM account a JOIN balance b ON b.account = a.id
       WHERE a.name = 'receivable:' || uuid_of(c.uuid) AND b.currency = i.currency), 0)`,
  ],
  [
    'numbers are without gaps',
    `SELECT s.series, s.period, s.last FROM last_number s WHERE s.last <> iif(s.series = 'credit-note', (SELECT count(*) FROM credit_note n
       WHERE substr(n.day, 1, 4) = s.period), (SELECT count(*) FROM invoice i WHERE i.state <> 'draft' AND substr(i.issue_day, 1, 4) = s.period
         AND i.kind = iif(s.series = 'invoice', 'service', 'add-funds')))`,
  ],
  [
    'lines and tax come to what the invoice says, and no more of them is credited than they are',
    `SELECT i.number FROM invoice i WHERE i.net <> (SELECT sum(net) FROM invoice_line l WHERE l.invoice = i.id)
       OR i.tax <> (SELECT coalesce(sum(tax), 0) FROM invoice_tax t WHERE t.invoice = i.id) OR i.total <> i.net + i.tax
       OR i.credited <> (SELECT coalesce(sum(credited), 0) FROM invoice_line l WHERE l.invoice = i.id)
         + (SELECT coalesce(sum(credited_tax), 0) FROM invoice_tax t WHERE t.invoice = i.id)
       OR EXISTS (SELECT 1 FROM invoice_line l WHERE l.invoice = i.id AND abs(l.credited) > abs(l.net))
       OR EXISTS (SELECT 1 FROM invoice_tax t WHERE t.invoice = i.id AND t.credited_tax > t.tax)`,
  ],
  [
    'tax that is owed is the tax of invoices less that of credit notes',
    `SELECT * FROM (SELECT i.currency, sum(t.tax - t.credited_tax) AS tax FROM invoice i JOIN invoice_tax t ON t.invoice = i.id
       WHERE i.state = 'issued' GROUP BY 1) w FULL JOIN (SELECT b.currency, -b.minor AS tax FROM balance b JOIN account a ON a.id = b.account
       WHERE a.name = 'tax:output:T') k USING (currency) WHERE coalesce(w.tax, 0) <> coalesce(k.tax, 0)`,
  ],
  [
    'tax that is owed of purchases is what is within those that stand',
    `SELECT * FROM (SELECT p.currency, sum(e.payload ->> '$.tax.tax') AS tax FROM payment p
         JOIN event e ON e.subject = p.uuid AND e.kind = 'purchase.recorded'
       WHERE p.gateway = 'account' AND p.status = 'Completed' GROUP BY 1) w FULL JOIN (SELECT b.currency, -b.minor AS tax FROM balance b
       JOIN account a ON a.id = b.account WHERE a.name = 'tax:output:P') k USING (currency) WHERE coalesce(w.tax, 0) <> coalesce(k.tax, 0)`,
  ],
];
