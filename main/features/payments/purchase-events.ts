/** Purchases: negative payments, Completed at once, taken from the customer's credit; and a purchase that is taken back whole. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { taxWithin } from '../../kernel/invoice-sums';
import { purposes } from '../../kernel/payment';
import { accounts, lots } from '../../ledger/chart';
import { move, reverse, type Transfer } from '../../ledger/entry';
import { insertPayment, paymentRow, setState } from './projection';
import { idText } from './shapes';

const movedShape = {
  customer: idText,
  /** Positive; the payment's row shows it as a negative. */
  amount: z.number().int().positive(),
  currency: z.string(),
  product: z.string(),
  /** The tax within the amount; left out: none. */
  tax: z.strictObject({ code: z.string(), rate: z.string(), tax: z.number().int().positive() }).optional(),
  /** From which lots it was taken, and what they did not cover. */
  taken: z.strictObject({ granted: z.number().int(), voucher: z.number().int(), paid: z.number().int() }),
  receivable: z.number().int(),
};

const recordedSchema = z.strictObject({
  ...movedShape,
  description: z.string(),
  reference: z.string(),
  purpose: z.enum(purposes).optional(),
  /** By what the file that it came from is known again. */
  importKey: z.string().max(300).optional(),
});
export type PurchaseRecorded = z.infer<typeof recordedSchema>;

const reversedSchema = z.strictObject(movedShape);
export type PurchaseReversed = z.infer<typeof reversedSchema>;

/** The sale is paid first, its tax by what comes after it: granted, voucher and paid credit, then what is due. */
function purchaseEntry({ customer, amount, currency, product, tax, taken, receivable }: PurchaseReversed): Transfer[] {
  let sale = amount - (tax?.tax ?? 0);
  const bearing = (to: string, minor: number): Transfer[] => {
    const ofSale = Math.min(sale, minor);
    sale -= ofSale;
    return [
      ...move(accounts.sales(product), to, ofSale, currency),
      ...(tax ? move(accounts.taxOutput(tax.code), to, minor - ofSale, currency) : []),
    ];
  };
  return [
    ...lots.flatMap((lot) => bearing(accounts.credit(customer, lot), taken[lot])),
    ...bearing(accounts.receivable(customer), receivable),
  ];
}

/** The tax within `amount` (minor units), as an event carries it; none where the rate comes to nothing. */
export function purchaseTax(amount: number, tax: { code: string; rate: string } | null): Pick<PurchaseRecorded, 'tax'> {
  const within = tax ? taxWithin(amount, tax.rate) : 0;
  return tax && within > 0 ? { tax: { ...tax, tax: within } } : {};
}

/** What a customer owes beyond the open invoices: purchases without credit, spent credit that was refunded. Minor units. */
const owedOnInvoices = `SELECT coalesce(sum(i.open), 0) AS open FROM invoice i JOIN customer c ON c.id = i.customer
  WHERE c.uuid = ? AND i.currency = ? AND i.kind = 'service'`;

export const purchaseRecorded = eventKind<PurchaseRecorded>({
  schema: recordedSchema,
  entry: purchaseEntry,
  project(payload, event, projector) {
    insertPayment(projector, event, {
      gateway: 'account',
      customer: payload.customer,
      amount: -payload.amount,
      currency: payload.currency,
      status: 'Completed',
      providerStatus: '',
      method: 'account-credit',
      purpose: payload.purpose,
      description: payload.description,
      reference: payload.reference,
      createdAt: event.occurredAt,
      completedAt: event.occurredAt,
    });
    if (payload.importKey === undefined) return;
    const text = "INSERT INTO import_key (kind, key, subject) VALUES ('purchase', ?, ?)";
    projector.run(text, payload.importKey, idToBytes(event.subject));
  },
  /** What it took goes back to the same lots; what was due is due no more, as long as nobody settled it otherwise. */
  undo({ customer, amount, currency, product, tax, taken, receivable }, { subject }, { db, balance }, { nowMs }) {
    const now = one<{ status: string; customer: Buffer | null }>(
      db,
      'SELECT p.status, c.uuid AS customer FROM payment p LEFT JOIN customer c ON c.id = p.customer WHERE p.uuid = +?',
      idToBytes(subject),
    );
    if (now?.status !== 'Completed' || !now.customer || idFromBytes(now.customer) !== customer)
      throw new Failure('changed-since');
    const open = one<{ open: number }>(db, owedOnInvoices, idToBytes(customer), currency)?.open ?? 0;
    if (receivable > balance(accounts.receivable(customer), currency) - open) throw new Failure('changed-since');
    const payload: PurchaseReversed = {
      ...{ customer, amount, currency, product, taken, receivable },
      ...(tax ? { tax } : {}),
    };
    return [{ kind: 'purchase.reversed', subject, occurredAt: nowMs, payload }];
  },
});

/** The exact opposite, once; its row is Cancelled, and the file that it came from can bring it again. */
export const purchaseReversed = eventKind<PurchaseReversed>({
  schema: reversedSchema,
  entry: (payload) => reverse(purchaseEntry(payload)),
  project(_payload, event, projector) {
    const row = paymentRow(projector.db, event.subject);
    if (row.status !== 'Completed') throw new Error(`purchase ${event.subject} was taken back before`);
    setState(projector, event, row, { status: 'Cancelled', reason: 'cancelled-operator' });
    projector.run('DELETE FROM import_key WHERE subject = ?', idToBytes(event.subject));
  },
});

export const purchaseKinds: readonly (readonly [string, EventKind])[] = [
  ['purchase.recorded', purchaseRecorded],
  ['purchase.reversed', purchaseReversed],
];

/** The purchase of this key; null: none. */
export function importedPurchase(db: Parameters<typeof one>[0], key: string): Id | null {
  const row = one<{ subject: Buffer }>(db, "SELECT subject FROM import_key WHERE kind = 'purchase' AND key = ?", key);
  return row ? idFromBytes(row.subject) : null;
}
