/** A match as the book keeps it. */
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { itemText } from './item-facts';
import type { MatchItem } from './shapes';

export interface MatchRow {
  row: number;
  bank: string;
  currency: string;
  amount: number;
  /** UTC milliseconds: the day that it counts in. */
  at: number;
}

/** Throws Failure match-unknown. */
export function matchOf(db: Db, match: Id): MatchRow {
  const row = one<MatchRow>(
    db,
    `SELECT m.id AS row, b.key AS bank, m.currency, m.amount, m.at
     FROM match m JOIN bank_account b ON b.id = m.bank_account WHERE m.uuid = ?`,
    idToBytes(match),
  );
  if (!row) throw new Failure('match-unknown');
  return row;
}

interface ItemRow {
  kind: MatchItem['kind'];
  item: Buffer | null;
  account: string;
  amount: number;
  own: number | null;
  own_currency: string | null;
  note: string | null;
  completes: number;
}

export function itemsOf(db: Db, row: number): MatchItem[] {
  const text =
    'SELECT kind, item, account, amount, own, own_currency, note, completes FROM match_item WHERE match = ? ORDER BY n';
  return all<ItemRow>(db, text, row).map(
    ({ kind, item, account, amount, own, own_currency: currency, note, completes }) => ({
      ...{ kind, account, amount },
      ...(item === null ? {} : { id: itemText(kind, item) }),
      ...(own === null || currency === null ? {} : { own: { amount: own, currency } }),
      ...(note === null ? {} : { note }),
      ...(completes ? { completes: true as const } : {}),
    }),
  );
}

export function linesOf(db: Db, row: number): Id[] {
  const rows = all<{ uuid: Buffer }>(db, 'SELECT uuid FROM bank_line WHERE match = ? ORDER BY day, id', row);
  return rows.map(({ uuid }) => idFromBytes(uuid));
}
