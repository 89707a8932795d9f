/** Which failed charges would be tried again with one saved method: what deleting it leaves waiting for a person. */
import { query } from '../../db/reader';
import { all } from '../../db/sql';
import { idFromBytes, idToBytes } from '../../kernel/id';
import type { Day } from '../../kernel/time';
import { chargeRules } from './facts';
import { failedCharge } from './query';

/** More than one customer's invoices that are open at once. */
const MOST_LOOKED_AT = 500;

const foundSql = `SELECT i.uuid FROM saved_method m JOIN invoice i ON i.customer = m.customer
  WHERE m.uuid = ? AND i.open > 0 AND i.kind = 'service' AND i.number IS NOT NULL ORDER BY i.due_day, i.id LIMIT ${MOST_LOOKED_AT}`;

export interface TriedWithInput {
  method: string;
  now: number;
  today: Day;
}

/** The oldest due day first. A charge that was stopped, or that would be refused with it, is not tried again. */
export const triedWith = query('charges.tried-with', (db, { method, now, today }: TriedWithInput) => {
  const rules = chargeRules(db);
  return all<{ uuid: Buffer }>(db, foundSql, idToBytes(method)).flatMap(({ uuid }) => {
    const row = failedCharge(db, idFromBytes(uuid), { rules, now, today });
    const isTried = row && !row.stopped && row.refusal === null && row.method?.id === method;
    return isTried ? [{ id: row.id, number: row.number }] : [];
  });
});
