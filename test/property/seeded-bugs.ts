/** Bugs that a careless hand could make in the book's money side: the random lives must notice each of them. */
export interface SeededBug {
  name: string;
  file: string;
  /** Stands exactly once in the file. */
  right: string;
  wrong: string;
}

const entry = 'main/ledger/entry.ts';
const receipt = 'main/ledger/receipt.ts';
const split = 'main/ledger/split.ts';
const voucher = 'main/ledger/voucher.ts';
const merge = 'main/ledger/merge.ts';
const sums = 'main/journal/sums.ts';
const record = 'main/journal/record.ts';
const projection = 'main/features/payments/projection.ts';
const reversals = 'main/features/payments/reversal-events.ts';

export const seededBugs: readonly SeededBug[] = [
  {
    name: 'a negative amount moves the wrong way',
    file: entry,
    right: '[{ from: to, to: from, minor: -minor, currency }]',
    wrong: '[{ from, to, minor: -minor, currency }]',
  },
  {
    name: 'a reversal that reverses nothing',
    file: entry,
    right: '({ from: to, to: from, minor, currency }))',
    wrong: '({ from, to, minor, currency }))',
  },
  {
    name: 'a transfer of one is dropped',
    file: entry,
    right: 'if (minor === 0) return [];',
    wrong: 'if (Math.abs(minor) <= 1) return [];',
  },
  {
    name: 'a receipt from the wrong side',
    file: receipt,
    right: '...move(ownerOf(receipt), clearing, amount, currency),',
    wrong: '...move(clearing, ownerOf(receipt), amount, currency),',
  },
  {
    name: 'a fee that is not booked',
    file: receipt,
    right: '...feeEntry(clearing, accounts.fees(gateway), settlement),',
    wrong: '',
  },
  {
    name: 'a fee in the currency of the payment',
    file: receipt,
    right: 'accounts.fees(gateway), settlement)',
    wrong: 'accounts.fees(gateway), { ...settlement, currency })',
  },
  {
    name: 'a conversion of the net instead of the gross',
    file: receipt,
    right: 'account, settlement.amount, settlement.currency),\n  ];',
    wrong: 'account, settlement.net, settlement.currency),\n  ];',
  },
  {
    name: 'no conversion at all',
    file: receipt,
    right: 'if (settlement.currency === currency) return [];',
    wrong: 'return [];',
  },
  {
    name: 'a refund converted as if it came in',
    file: receipt,
    right: '...settlementEntry({ ...refund, amount: -amount }),',
    wrong: '...settlementEntry({ ...refund, amount }),',
  },
  {
    name: 'a dispute’s fee that is not booked',
    file: receipt,
    right: '...feeEntry(clearing, accounts.disputeFees(gateway), withdrawal),',
    wrong: '',
  },
  {
    name: 'a dispute won that stays held',
    file: receipt,
    right: '...move(accounts.disputes(gateway), clearing, reinstatement.amount, reinstatement.currency),',
    wrong: '',
  },
  {
    name: 'what nobody has credit for is owed by nobody',
    file: receipt,
    right: '...move(from, accounts.receivable(customer), split.receivable, currency),',
    wrong: '',
  },
  {
    name: 'credit that goes below nothing',
    file: split,
    right: "const credit = Math.min(amount, Math.max(0, heldCredit(read, customer, 'paid', currency)));",
    wrong: 'const credit = amount;',
  },
  {
    name: 'a purchase that takes nothing from credit',
    file: split,
    right: 'rest -= taken[lot];',
    wrong: '',
  },
  {
    name: 'a second sum of a batch that replaces the first',
    file: sums,
    right: 'row.deltas[i] = addMinor(row.deltas[i] ?? 0, deltas[i] ?? 0);',
    wrong: 'row.deltas[i] = deltas[i] ?? 0;',
  },
  {
    name: 'sums that stay when they come to nothing',
    file: sums,
    right: 'removeEmpty.run();',
    wrong: '',
  },
  {
    name: 'a balance that counts one side',
    file: record,
    right: 'projector.add(balanceSums, [fromId, currency], [-minor]);',
    wrong: '',
  },
  {
    name: 'a day that is counted and never uncounted',
    file: projection,
    right:
      '  const at = state.completedAt ?? (state.status === row.status ? row.at : row.created_at);\n  count(projector, row, row.at, -1);',
    wrong: '  const at = state.completedAt ?? (state.status === row.status ? row.at : row.created_at);',
  },
  {
    name: 'a failed refund that still stands on the payment',
    file: reversals,
    right: "'UPDATE payment SET refunded = refunded - ?, flag = ? WHERE id = ?'",
    wrong: "'UPDATE payment SET refunded = refunded - 0 * ?, flag = ? WHERE id = ?'",
  },
  {
    name: 'a refund that fails and is not taken back',
    file: reversals,
    right: "if (status === 'failed') return reverse(refundEntry({ ...payload, settlement: wasSettlement }));",
    wrong: "if (status === 'failed') return [];",
  },
  {
    name: 'a sold voucher that is redeemed as a gift',
    file: voucher,
    right: "const to = kind === 'sold' ? accounts.vouchersOutstanding() : accounts.promo();",
    wrong: 'const to = accounts.promo();',
  },
  {
    name: 'a voucher that expires as if one use of it were left',
    file: 'main/features/vouchers/expiry.ts',
    right: 'amount: left * amount, currency };',
    wrong: 'amount: left && amount, currency };',
  },
  {
    name: 'a voucher that one customer may use for ever',
    file: 'main/features/vouchers/held.ts',
    right: 'WHERE u.voucher = ? AND c.uuid = ?`;',
    wrong: 'WHERE u.voucher = -? AND c.uuid = ?`;',
  },
  {
    name: 'a reversal that takes credit that was spent already',
    file: 'main/features/credits/decide.ts',
    right: 'taken[lot] = Math.min(rest, Math.max(0, heldCredit(read, customer, lot, row.currency)));',
    wrong: 'taken[lot] = rest;',
  },
  {
    name: 'granted credit that expires though it was spent',
    file: 'main/features/credits/decide.ts',
    right: 'return Math.max(0, Math.min(own, held - lasting));',
    wrong: 'return Math.max(0, own - 0 * (held - lasting));',
  },
  {
    name: 'a request that its own operator may approve',
    file: 'main/features/approvals/events.ts',
    right: 'if (row.requested_by === event.operator) throw',
    wrong: "if (row.requested_by === '') throw",
  },
  {
    name: 'a limit that a debit goes below unseen',
    file: 'main/features/approvals/events.ts',
    right: 'return limit !== null && Math.abs(amount) > limit;',
    wrong: 'return limit !== null && amount > limit;',
  },
  {
    name: 'a void invoice that is still owed',
    file: 'main/features/invoices/events.ts',
    right: "(payload.kind === 'add-funds' ? [] : reverse(issuedEntry(payload, bookedOn)))",
    wrong: '[]',
  },
  {
    name: 'a credit note that keeps what was paid',
    file: 'main/ledger/invoice.ts',
    right: '...reverse(appliedEntry(credited.customer, credited.back, credited.currency)),',
    wrong: '',
  },
  {
    name: 'a series of numbers with gaps',
    file: 'main/features/invoices/numbers.ts',
    right: 'const sequence = (last?.last ?? 0) + 1;',
    wrong: 'const sequence = (last?.last ?? 0) + 2;',
  },
  {
    name: 'an invoice that is paid without credit being taken',
    file: 'main/features/invoices/money-events.ts',
    right: 'entry: ({ customer, taken, currency }) => appliedEntry(customer, taken, currency),',
    wrong: '',
  },
  {
    name: 'what a merged customer owes is left behind',
    file: merge,
    right: '...move(accounts.receivable(customer), accounts.receivable(survivor), of.receivable, of.currency),',
    wrong: '',
  },
  {
    name: 'an undone merge moves nothing back',
    file: 'main/features/customers/merge-events.ts',
    right: 'reverse(mergedEntry(subject, survivor, moved))',
    wrong: '[]',
  },
  {
    name: 'what was spent of merged credit does not keep customers merged',
    file: 'main/features/customers/merge-events.ts',
    right: 'of[lot] > heldCredit(balance, survivor, lot, currency)',
    wrong: 'of[lot] < 0',
  },
  {
    name: 'an invoice that is due again though its credit never came back',
    file: 'main/features/invoices/unapplying.ts',
    right: 'entry: ({ customer, taken, currency }) => reverse(appliedEntry(customer, taken, currency)),',
    wrong: 'entry: () => [],',
  },
];
