/** Payments of another system, as they were before this book began: their money is in the opening balances, and never at a gateway here. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { methods, purposes, reasons, statuses } from '../../kernel/payment';
import { heldCredit } from '../../ledger/balance';
import { accounts } from '../../ledger/chart';
import { move, reverse, type Transfer } from '../../ledger/entry';
import { insertPayment, paymentRow, setState } from './projection';
import { idText } from './shapes';

/** What a payment's row has in the place of a gateway. */
export const IMPORTED = 'imported';

const movedShape = {
  customer: idText,
  /** Minor units, above zero. */
  amount: z.number().int().positive(),
  currency: z.string(),
  status: z.enum(statuses),
};

const importedSchema = z.strictObject({
  ...movedShape,
  reason: z.enum(reasons).optional(),
  /** The other system's own word. */
  providerStatus: z.string().max(100),
  /** Its word is one that nobody knows. */
  flag: z.literal('unknown-status').optional(),
  method: z.enum(methods),
  methodLabel: z.string().max(100).optional(),
  purpose: z.enum(purposes).optional(),
  description: z.string(),
  reference: z.string(),
  /** By what the file that it came from is known again. */
  importKey: z.string().max(300),
});
export type PaymentImported = z.infer<typeof importedSchema>;

const reversedSchema = z.strictObject({ ...movedShape, providerStatus: z.string().max(100) });
type ImportReversed = z.infer<typeof reversedSchema>;

/** Only what was Completed moves: the customer holds it, and it came in before this book began. */
function historyEntry({ customer, amount, currency, status }: ImportReversed): Transfer[] {
  return status === 'Completed' ? move(accounts.credit(customer, 'paid'), accounts.opening(), amount, currency) : [];
}

interface Now {
  status: string;
  customer: Buffer | null;
  built: number;
}

const nowSql = `SELECT p.status, c.uuid AS customer,
    EXISTS (SELECT 1 FROM invoice_application a WHERE a.payment = p.uuid)
    OR EXISTS (SELECT 1 FROM refund r WHERE r.payment = p.id) OR EXISTS (SELECT 1 FROM dispute d WHERE d.payment = p.id)
    OR EXISTS (SELECT 1 FROM match_item m WHERE m.kind = 'payment' AND m.item = p.uuid) AS built
  FROM payment p LEFT JOIN customer c ON c.id = p.customer WHERE p.uuid = ?`;

const imported = eventKind<PaymentImported>({
  schema: importedSchema,
  entry: ({ customer, amount, currency, status, providerStatus }) =>
    historyEntry({ customer, amount, currency, status, providerStatus }),
  project(payload, event, projector) {
    const { importKey, ...row } = payload;
    insertPayment(projector, event, {
      ...{ ...row, gateway: IMPORTED, createdAt: event.occurredAt },
      completedAt: payload.status === 'Completed' ? event.occurredAt : undefined,
    });
    const text = "INSERT INTO import_key (kind, key, subject) VALUES ('payment', ?, ?)";
    projector.run(text, importKey, idToBytes(event.subject));
  },
  /** As long as nobody did anything with it: what it gave is unspent, and nothing was built on it. */
  undo({ customer, amount, currency, status, providerStatus }, { subject }, { db, balance }, { nowMs }) {
    const now = one<Now>(db, nowSql, idToBytes(subject));
    if (now?.status !== status || now.built !== 0 || !now.customer || idFromBytes(now.customer) !== customer)
      throw new Failure('changed-since');
    if (status === 'Completed' && heldCredit(balance, customer, 'paid', currency) < amount)
      throw new Failure('receipt-spent');
    const payload: ImportReversed = { customer, amount, currency, status, providerStatus };
    return [{ kind: 'payment.import-reversed', subject, occurredAt: nowMs, payload }];
  },
});

/** The exact opposite, once; its row is Cancelled, and the file that it came from can bring it again. */
const importReversed = eventKind<ImportReversed>({
  schema: reversedSchema,
  entry: (payload) => reverse(historyEntry(payload)),
  project({ providerStatus }, event, projector) {
    const row = paymentRow(projector.db, event.subject);
    setState(projector, event, row, { status: 'Cancelled', reason: 'cancelled-operator', providerStatus });
    projector.run('DELETE FROM import_key WHERE subject = ?', idToBytes(event.subject));
  },
});

export const historyKinds: readonly (readonly [string, EventKind])[] = [
  ['payment.imported', imported],
  ['payment.import-reversed', importReversed],
];

/** The payment of this key; null: none. */
export function importedPayment(db: Parameters<typeof one>[0], key: string): Id | null {
  const row = one<{ subject: Buffer }>(db, "SELECT subject FROM import_key WHERE kind = 'payment' AND key = ?", key);
  return row ? idFromBytes(row.subject) : null;
}
