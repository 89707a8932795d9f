/** Sets of changes as the list tells them. */
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { ChangeSet } from './contract';
import type { ChangesTold } from './events';

interface Row {
  uuid: Buffer;
  deed: string;
  items: number;
  told: string;
  at: number;
  operator: string;
  undone_at: number | null;
  undone_by: string | null;
  stayed: number;
  /** Who was merged into whom: names stand in no event. */
  merged: string | null;
}

const rowSql = `SELECT s.uuid, s.deed, s.items, s.told, s.stayed, e.occurred_at AS at, r.operator, u.occurred_at AS undone_at,
  v.operator AS undone_by,
  (SELECT coalesce(f.name, '') || ' → ' || coalesce(t.name, '') FROM customer_merge m JOIN customer a ON a.id = m.customer
     JOIN customer b ON b.id = m.survivor LEFT JOIN person f ON f.uuid = a.uuid LEFT JOIN person t ON t.uuid = b.uuid
     WHERE m.event = s.event + 1) AS merged FROM change_set s JOIN event e ON e.seq = s.event JOIN request r ON r.seq = e.request
  LEFT JOIN event u ON u.seq = s.undone LEFT JOIN request v ON v.seq = u.request`;

export function changeSets(db: Db, place: { before?: string | undefined; limit: number }): ChangeSet[] {
  const before = place.before === undefined ? null : idToBytes(place.before);
  const text = `${rowSql} WHERE ? IS NULL OR s.id < (SELECT id FROM change_set WHERE uuid = ?) ORDER BY s.id DESC LIMIT ?`;
  return all<Row>(db, text, before, before, place.limit).map(changeSet);
}

/** The rows of these keys, in the order of the keys. */
export function changeSetRows(db: Db, ids: readonly number[]): ChangeSet[] {
  const text = `${rowSql} WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY s.id`;
  return all<Row>(db, text, JSON.stringify(ids)).map(changeSet);
}

/** The latest of this operator that was not taken back. */
export function changeSetOf(db: Db, operator: string): ChangeSet | null {
  const text = `${rowSql} WHERE s.undone IS NULL AND r.operator = ? ORDER BY s.id DESC LIMIT 1`;
  const row = one<Row>(db, text, operator);
  return row ? changeSet(row) : null;
}

export interface SetRow {
  event: number;
  kind: string;
  items: number;
  undone: number | null;
  stayed: number;
}

/** Throws Failure change-set-unknown. */
export function setRow(db: Db, id: string): SetRow {
  const text = 'SELECT event, kind, items, undone, stayed FROM change_set WHERE uuid = ?';
  const row = isId(id) ? one<SetRow>(db, text, idToBytes(id)) : undefined;
  if (!row) throw new Failure('change-set-unknown');
  return row;
}

function changeSet(row: Row): ChangeSet {
  const told: ChangesTold = JSON.parse(row.told);
  const { undone_at: undoneAt, undone_by: undoneBy } = row;
  return {
    ...{ id: idFromBytes(row.uuid), deed: row.deed, about: row.merged ?? told.about, items: row.items },
    file: told.file ?? null,
    totals: Object.entries(told.totals).map(([currency, minor]) => ({ amount: toDecimal(minor, currency), currency })),
    ...{ at: row.at, operator: row.operator },
    undone: undoneAt === null ? null : { at: undoneAt, operator: undoneBy ?? '', stayed: row.stayed },
  };
}
