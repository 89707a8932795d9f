/** Taking a match back: the same items the other way, and what it had completed waits again. */
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { bearFromPaidCredit } from '../../ledger/split';
import type { PaymentStatusChanged } from '../payments/events';
import { BANK_TRANSFER } from '../taking/received-events';
import { itemsOf, matchOf } from './match-rows';
import type { MatchUndone } from './shapes';

interface PaymentRow {
  status: string;
  amount: number;
  currency: string;
  customer: Id | null;
  refunded: number;
  disputed: number;
}

/** The lines and items are free again, and a payment that the match had completed is waited for again. Throws Failure match-*. */
export function unmatchDrafts({ db, balance }: Facts, match: Id): EventDraft[] {
  const { row, bank, currency, at } = matchOf(db, match);
  const items = itemsOf(db, row);
  const payload: MatchUndone = { bank, currency, items };
  const drafts: EventDraft[] = [{ kind: 'match.undone', subject: match, occurredAt: at, payload }];
  const borne = new Map<string, number>();
  for (const { kind, id, completes } of items) {
    if (kind !== 'payment' || id === undefined || !completes) continue;
    const of = paymentOf(db, id);
    const key = `${of.customer} ${of.currency}`;
    const before = borne.get(key) ?? 0;
    borne.set(key, before + of.amount);
    // What an earlier one of them takes from the credit is not there for the next.
    const rest = (account: string, money: string) => balance(account, money) + (money === of.currency ? before : 0);
    const customer = of.customer ?? undefined;
    const split = bearFromPaidCredit(rest, customer, of.amount, of.currency);
    const changed: PaymentStatusChanged = {
      ...{ gateway: BANK_TRANSFER, amount: of.amount, currency: of.currency, providerStatus: '', split },
      ...(customer ? { customer } : {}),
      ...{ was: 'Completed', status: 'Pending', reason: 'waiting-bank' },
    };
    const subject = id as Id; // from outside: a match's own payment
    drafts.push({ kind: 'payment.status-changed', subject, occurredAt: at, payload: changed });
  }
  return drafts;
}

/** Throws Failure match-built-on: it was refunded, disputed or changed since. */
function paymentOf(db: Db, payment: string): PaymentRow {
  const row = one<Omit<PaymentRow, 'customer'> & { customer: Buffer | null }>(
    db,
    `SELECT p.status, p.amount, p.currency, p.refunded, p.disputed, c.uuid AS customer
     FROM payment p LEFT JOIN customer c ON c.id = p.customer WHERE p.uuid = ?`,
    idToBytes(payment),
  );
  if (row?.status !== 'Completed' || row.refunded !== 0 || row.disputed !== 0) throw new Failure('match-built-on');
  return { ...row, customer: row.customer ? idFromBytes(row.customer) : null };
}
