/** Each table of a book is in exactly one class; a test compares these lists with the schema. */

/** Append-only, under the hash chain. */
export const journalTables = ['book', 'request', 'event', 'account', 'posting'] as const;

/** Rebuilt by replay, in this order (a table after those that it refers to). */
export const projectionTables = [
  'customer',
  'customer_link',
  'payer',
  'note',
  'payment',
  'payout',
  'payout_item',
  'settlement',
  'refund',
  'dispute',
  'attempt',
  'saved_method',
  'operator',
  'approval_limit',
  'approval',
  'adjustment',
  'voucher_batch',
  'voucher',
  'voucher_use',
  'invoice',
  'invoice_line',
  'invoice_tax',
  'invoice_application',
  'invoice_payment',
  'credit_note',
  'credit_note_tax',
  'number_series',
  'balance',
  'payment_day',
  'settlement_day',
  'sync_period',
  'sync_cursor',
  'parked',
] as const;

/** No facts of the business: people's data (erasable), preferences, sealed secrets, the search index, logs of exports. */
export const localTables = [
  'person',
  'note_text',
  'setting',
  'preference',
  'gateway_account',
  'operator_secret',
  'book_key',
  'secret',
  'gateway_trouble',
  'gateway_proof',
  'payment_check',
  'attempt_check',
  'notice',
  'notice_read',
  'export_log',
  'payment_words',
  'payment_vocabulary',
  'voucher_code',
] as const;
