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

/** One raw row (see `RowWriter`): `concat` takes NULL as an empty text. */
export const rawRow = `concat(p.uuid, ${paymentColumns.flatMap(({ id }) => fields[id].sql).join(", x'ff', ")}, x'ff')`;

/** Names are looked up once and kept as ready cells: a join costs more than all the rest. At most this many are kept. */
const MOST_KEPT = 50_000;

interface Found {
  uuid: Buffer;
  name: string | null;
}

export function peopleOf(db: Db): People {
  const customerSql = 'SELECT c.uuid, n.name FROM customer c LEFT JOIN person n ON n.uuid = c.uuid WHERE c.id = +?';
  const payerSql = 'SELECT y.uuid, n.name FROM payer y LEFT JOIN person n ON n.uuid = y.uuid WHERE y.id = +?';
  return {
    // Two cells: name and id.
    customer: kept(',', (key) => {
      const found = one<Found>(db, customerSql, key);
      return found ? `${textCell(found.name ?? '')},"${idFromBytes(found.uuid)}"` : ',';
    }),
    payer: kept('', (key) => textCell(one<Found>(db, payerSql, key)?.name ?? '')),
  };
}

/** An array and not a map: keys are small and close together, and this is looked up twice for each row. */
function kept(nobody: string, read: (key: number) => string): (key: number | null) => Buffer {
  let cells: Buffer[] = [];
  let count = 0;
  const cellsOfNobody = Buffer.from(nobody);
  return (key) => {
    if (key === null) return cellsOfNobody;
    const known = cells[key];
    if (known) return known;
    if (count++ >= MOST_KEPT) {
      cells = [];
      count = 1;
    }
    const made = Buffer.from(read(key));
    cells[key] = made;
    return made;
  };
}
