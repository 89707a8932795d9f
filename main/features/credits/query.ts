/** Reading what was given to customers and taken from them by hand. */
import { attachedTo } from '../../db/attachment';
import { all, type Db } from '../../db/sql';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Adjustment } from './contract';
import type { AdjustmentRow } from './events';

export interface AdjustmentFound extends AdjustmentRow {
  /** Of an approved one, who asked made it: `made_by` is the one who approved it in the journal, and is told as such. */
  requested_by: string | null;
}

const listSql = `SELECT a.*, p.requested_by FROM customer c JOIN adjustment a ON a.customer = coalesce(c.merged_into, c.id)
  LEFT JOIN approval p ON p.uuid = a.approval WHERE c.uuid = ? ORDER BY a.id DESC LIMIT 200`;

/** The latest first. */
export function adjustmentsOf(db: Db, customer: Id): Adjustment[] {
  return all<AdjustmentFound>(db, listSql, idToBytes(customer)).map((row) => adjustmentOf(db, row));
}

export function adjustmentOf(db: Db, row: AdjustmentFound): Adjustment {
  const { currency, reason, note, counter, expires_on: expiresOn, expired } = row;
  return {
    id: idFromBytes(row.uuid),
    amount: { amount: toDecimal(row.amount, currency), currency },
    ...{ reason, note, counter, expiresOn, files: attachedTo(db, row.uuid) },
    expired: expired === null ? null : toDecimal(expired, currency),
    ...{ madeBy: row.requested_by ?? row.made_by, madeAt: row.made_at },
    approvedBy: row.requested_by === null ? null : row.made_by,
    ...{ reversedBy: row.reversed_by, reversedAt: row.reversed_at },
  };
}
