/** What an item is by the book: where it is held, and how much of it a bank line should show. */
import { type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes, isId } from '../../kernel/id';
import type { ItemKind } from '../../kernel/matching';
import { accounts } from '../../ledger/chart';
import { CLEARING } from './receipt-events';

export interface ItemFacts {
  account: string;
  /** Minor units; what a bank should show. */
  amount: number;
  currency: string;
  /** A bank transfer that is still waited for. */
  pending: boolean;
}

/** As `match_item` keeps it: an id's bytes; a settlement goes by a text of its own. */
export function itemBytes(kind: ItemKind, id: string): Uint8Array {
  return kind === 'settlement' || !isId(id) ? Buffer.from(id) : idToBytes(id);
}

export function itemText(kind: ItemKind, bytes: Uint8Array): string {
  return kind === 'settlement' ? Buffer.from(bytes).toString() : idFromBytes(bytes);
}

type Tied = Exclude<ItemKind, 'receipt' | 'book' | 'transfer'>;

const isTied = (kind: ItemKind): kind is Tied =>
  kind === 'payout' || kind === 'payment' || kind === 'settlement' || kind === 'return';

/** Null: it ties nothing. Throws Failure match-item-gone: there is no such thing, or it never comes to a bank. */
export function itemFacts(db: Db, kind: ItemKind, id: string | undefined): ItemFacts | null {
  if (!isTied(kind)) return null;
  const found = id === undefined ? null : readers[kind](db, id);
  if (!found) throw new Failure('match-item-gone');
  return found;
}

const readers: Readonly<Record<Tied, (db: Db, id: string) => ItemFacts | null>> = {
  payout(db, id) {
    if (!isId(id)) return null;
    const row = one<{ gateway: string; amount: number; currency: string }>(
      db,
      "SELECT gateway, amount, currency FROM payout WHERE uuid = ? AND status <> 'failed'",
      idToBytes(id),
    );
    return row ? { ...money(row), account: accounts.transit(row.gateway), pending: false } : null;
  },
  payment(db, id) {
    if (!isId(id)) return null;
    const row = one<{ status: string; amount: number; currency: string }>(
      db,
      "SELECT status, amount, currency FROM payment WHERE uuid = ? AND gateway = 'bank-transfer' AND status <> 'Cancelled'",
      idToBytes(id),
    );
    return row ? { ...money(row), account: CLEARING, pending: row.status === 'Pending' } : null;
  },
  settlement(db, id) {
    const [gateway = '', ...rest] = id.split('/');
    const row = one<{ amount: number; currency: string }>(
      db,
      `SELECT net AS amount, currency FROM settlement WHERE gateway = ? AND external_id = ?
         AND NOT EXISTS (SELECT 1 FROM payout_item i WHERE i.gateway = settlement.gateway AND i.settlement = external_id)`,
      ...[gateway, rest.join('/')],
    );
    return row ? { ...money(row), account: accounts.clearing(gateway), pending: false } : null;
  },
  return(db, id) {
    if (!isId(id)) return null;
    const row = one<{ amount: number; currency: string }>(
      db,
      "SELECT amount, currency FROM unknown_receipt WHERE uuid = ? AND state = 'open'",
      idToBytes(id),
    );
    return row ? { amount: -row.amount, currency: row.currency, account: accounts.suspense(), pending: false } : null;
  },
};

const money = ({ amount, currency }: { amount: number; currency: string }) => ({ amount, currency });
