/** What can go wrong with many changes at once and with taking changes back, and of which kind it is. */
export const changeFailures = {
  'changed-since': 'expected',
  'changed-since-preview': 'expected',
  'not-undoable': 'expected',
  'invoice-void-stands': 'expected',
  'voucher-void-stands': 'expected',
  'receipt-matched': 'expected',
  'receipt-returned': 'expected',
  'receipt-spent': 'expected',
  'applied-credited': 'expected',
  'applied-expired': 'expected',
  'approval-stands': 'expected',
  'change-set-unknown': 'expected',
  'not-in-bulk': 'expected',
  'not-received-by-hand': 'expected',
  'change-set-undone': 'expected',
} as const;
