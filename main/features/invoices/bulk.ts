/** What can be done to many invoices at once: void them, or pay them from the credit that their customers hold. */
import { all, type Db, one } from '../../db/sql';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { heldCredit } from '../../ledger/balance';
import { lots } from '../../ledger/chart';
import type { BulkDeed } from '../changes/events';
import { applyCredit } from './applying-events';
import { type InvoiceFacts, invoiceFacts, openInvoice, refuseAddFunds } from './facts';
import { voidInvoice } from './issuing-events';

function labelOf(db: Db, { number, customer }: InvoiceFacts): string {
  const name = one<{ name: string }>(db, 'SELECT name FROM person WHERE uuid = ?', idToBytes(customer))?.name;
  return [number, name].filter(Boolean).join(' · ');
}

export const voidInvoices: BulkDeed<{ reason: string }> = {
  kind: 'invoice.voided',
  label: (db, item) => labelOf(db, invoiceFacts(db, item)),
  plan(facts, item, { reason }) {
    const invoice = invoiceFacts(facts.db, item);
    // Says why it cannot be voided; records nothing.
    for (const _draft of voidInvoice(facts, item, reason, 0));
    const { total, currency } = invoice;
    return { label: labelOf(facts.db, invoice), before: 'Unpaid', after: 'Void', money: { minor: total, currency } };
  },
  drafts: (facts, item, { reason }, { nowMs }) => voidInvoice(facts, item, maskCardNumbers(reason), nowMs),
};

/** The oldest due day first, whatever order they were chosen in. */
function oldestFirst(db: Db, items: readonly Id[]): readonly Id[] {
  const rows = all<{ uuid: Buffer }>(
    db,
    'SELECT i.uuid FROM json_each(?) j JOIN invoice i ON i.uuid = unhex(j.value) ORDER BY i.due_day, i.id',
    JSON.stringify(items.map((id) => id.replaceAll('-', ''))),
  );
  const known = rows.map(({ uuid }) => idFromBytes(uuid));
  const found = new Set(known);
  return [...known, ...items.filter((id) => !found.has(id))];
}

/** Each takes what its customer still holds after those before it. */
export const payInvoicesFromCredit: BulkDeed<object> = {
  kind: 'credit.applied',
  label: (db, item) => labelOf(db, invoiceFacts(db, item)),
  order: ({ db }, items) => oldestFirst(db, items),
  plan({ db, balance }, item, _args, { taken }) {
    const invoice = openInvoice(db, item);
    refuseAddFunds(invoice);
    const { customer, currency, open } = invoice;
    const held = lots.reduce((sum, lot) => sum + Math.max(0, heldCredit(balance, customer, lot, currency)), 0);
    const key = `${customer} ${currency}`;
    const left = held - (taken.get(key) ?? 0);
    const minor = Math.min(open, left);
    if (minor <= 0) throw new Failure('credit-short', { available: toDecimal(Math.max(0, left), currency), currency });
    taken.set(key, (taken.get(key) ?? 0) + minor);
    const text = (value: number) => `${toDecimal(value, currency)} ${currency}`;
    return { label: labelOf(db, invoice), before: text(open), after: text(open - minor), money: { minor, currency } };
  },
  *drafts(facts, item, _args, { nowMs }) {
    const invoice = openInvoice(facts.db, item);
    yield* applyCredit(facts, invoice.customer, invoice.currency, [invoice], null, nowMs);
  },
};
