/**
 * Events that count on no business day: about people and their names, settings, connections, rules, and what a bank's file says
 * (whose lines have days of their own). A book as of a day has them as they are known.
 */
export const standingKinds: ReadonlySet<string> = new Set([
  ...['customer.added', 'customer.changed', 'customer.edited', 'customer.tagged', 'customer.contact-named'],
  ...['customer.archived', 'customer.restored', 'customer.noted', 'customer.note-erased', 'customer.note-withdrawn'],
  ...['customer.imported', 'customer.withdrawn', 'customer.linked', 'customer.unlinked'],
  ...['payer.added', 'payer.changed', 'payer.edited', 'payer.archived'],
  ...['sync.fetched', 'sync.parked', 'sync.unparked', 'gateway.changed', 'secrets.changed'],
  ...['operator.added', 'operator.role-changed', 'operator.retired', 'operator.passphrase-reset'],
  ...['approval.limit-set', 'charge.rules-set', 'match.rules-changed', 'period.key-made'],
  ...['bank-account.added', 'bank-account.changed'],
  ...['statement.imported', 'statement.lines', 'statement.reversed'],
  // It counts with its batch, whose day is the one it was paid on.
  'voucher.issued',
]);
