/** The cells of the payments CSV: for each column of the payments table, its fields in SQL and how they are written. */
import { type Db, one } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { type PaymentColumnId, paymentColumns } from '../payments/columns';
import { textCell } from './csv-cell';
import type { FieldKind, People } from './row-writer';

interface Fields {
  kind: FieldKind;
  sql: readonly string[];
  /** The header of the cell that stands beside the column's own. */
  beside?: string;
}

const checkedAt = '(SELECT k.checked_at FROM payment_check k WHERE k.payment = p.id)';

/** A new column does not compile until it stands here. */
const fields: Readonly<Record<PaymentColumnId, Fields>> = {
  date: { kind: 'time', sql: ['p.at'] },
  customer: { kind: 'customer', sql: ['p.customer'], beside: 'customer_id' },
  amount: { kind: 'total', sql: ['p.currency', 'p.amount'], beside: 'currency' },
  status: { kind: 'text', sql: ['p.status'] },
  gateway: { kind: 'text', sql: ['p.gateway'] },
  description: { kind: 'text', sql: ['p.description'] },
  method: { kind: 'text', sql: ['p.method'] },
  reference: { kind: 'text', sql: ['p.reference'] },
  purpose: { kind: 'text', sql: ['p.purpose'] },
  payer: { kind: 'payer', sql: ['p.payer'] },
  fee: { kind: 'settled', sql: ['p.settled_currency', 'p.fee'], beside: 'fee_currency' },
  refunded: { kind: 'part', sql: ['p.refunded'] },
  disputed: { kind: 'part', sql: ['p.disputed'] },
  created: { kind: 'time', sql: ['p.created_at'] },
  completed: { kind: 'time', sql: ['p.completed_at'] },
  checked: { kind: 'time', sql: [checkedAt] },
  externalId: { kind: 'text', sql: ['p.external_id'] },
  providerStatus: { kind: 'text', sql: ['p.provider_status'] },
  flag: { kind: 'text', sql: ['p.flag'] },
};

export const cellKinds: readonly FieldKind[] = paymentColumns.map((column) => fields[column.id].kind);

export const csvHeader: readonly string[] = [
  'id',
  ...paymentColumns.flatMap(({ id, csv }) => (fields[id].beside ? [csv, fields[id].beside] : [csv])),
];

/** One raw row (see `RowWriter`), each field with its end: an empty text stands for NULL, which `concat_ws` would leave out with its end. */
function rawRowOf(sqlOf: (field: string) => string): string {
  const each = paymentColumns.flatMap(({ id }) => fields[id].sql.map(sqlOf));
  return `concat(p.uuid, concat_ws(x'ff', ${each.map((field) => `ifnull(${field}, '')`).join(', ')}, ''))`;
}

export const rawRow = rawRowOf((field) => field);
/** Of payments none of which was ever checked again: most ranges hold no other, and looking for each row is a tenth of its reading. */
export const rawRowUnchecked = rawRowOf((field) => (field === checkedAt ? 'NULL' : field));

interface Found {
  uuid: Buffer;
  name: string | null;
}

/** Names are asked for once and kept by the writer: a join costs more than all the rest. */
export function peopleOf(db: Db): People {
  const customerSql = 'SELECT c.uuid, n.name FROM customer c LEFT JOIN person n ON n.uuid = c.uuid WHERE c.id = +?';
  const payerSql = 'SELECT y.uuid, n.name FROM payer y LEFT JOIN person n ON n.uuid = y.uuid WHERE y.id = +?';
  return {
    // Two cells: name and id.
    customer: (key) => {
      const found = key === null ? undefined : one<Found>(db, customerSql, key);
      return found ? `${textCell(found.name ?? '')},"${idFromBytes(found.uuid)}"` : ',';
    },
    payer: (key) => (key === null ? '' : textCell(one<Found>(db, payerSql, key)?.name ?? '')),
  };
}
