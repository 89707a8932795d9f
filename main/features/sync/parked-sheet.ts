/** What gateways sent and could not be booked, as a list that leaves the book, by gateway: what it is, why, and what it waits for. */
import { z } from 'zod';
import { all, one } from '../../db/sql';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';

/** `gateway`: the key of an account. */
const filterSchema = z.strictObject({ gateway: z.string().max(60).optional() });

interface Row {
  gateway: string;
  kind: string;
  external_id: string;
  why: string;
  waits_for: string | null;
  at: number;
}

const { columns, cells } = toldAs<Row>([
  { header: 'id', kind: 'id', width: 260, cell: (row) => `${row.gateway}/${row.kind}/${row.external_id}` },
  { header: 'gateway', kind: 'text', width: 120, cell: (row) => row.gateway },
  { header: 'kind', kind: 'text', width: 110, cell: (row) => row.kind },
  { header: 'item', kind: 'id', width: 220, cell: (row) => row.external_id },
  { header: 'why', kind: 'text', width: 320, cell: (row) => row.why },
  { header: 'waits_for', kind: 'id', width: 220, cell: (row) => row.waits_for },
  { header: 'put_aside', kind: 'time', width: 150, cell: (row) => row.at },
]);

export const parkedSheet = sheetOf(filterSchema, (db, { gateway }) => {
  const where = '(? IS NULL OR gateway = ?)';
  const values = [gateway ?? null, gateway ?? null];
  const text = `SELECT gateway, kind, external_id, why, waits_for, at FROM parked
    WHERE (gateway, kind, external_id) > (?, ?, ?) AND ${where} ORDER BY gateway, kind, external_id LIMIT ${ROWS_A_BLOCK}`;
  return {
    columns,
    count: one<{ n: number }>(db, `SELECT count(*) AS n FROM parked WHERE ${where}`, ...values)?.n ?? 0,
    blocks: blocksBehind<Row>(
      (last) => all(db, text, last?.gateway ?? '', last?.kind ?? '', last?.external_id ?? '', ...values),
      cells,
    ),
  };
});
