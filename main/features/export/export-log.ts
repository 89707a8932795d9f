/** The log of what left the book: filter, rows, totals, hash, operator, and the journal's head that it was taken at. */
import { z } from 'zod';
import { runDigested } from '../../db/row-digest';
import { all, type Db, one } from '../../db/sql';
import { idFromBytes, idToBytes } from '../../kernel/id';
import {
  type ExportReceipt,
  exportKinds,
  kindOf,
  type ListName,
  listNames,
  listsOfNow,
  sheetFormats,
} from './contract';

const totalsSchema = z.array(z.object({ currency: z.string(), amount: z.string(), count: z.number().int() }));
const kindSchema = z.enum(exportKinds);
export type ExportKind = z.infer<typeof kindSchema>;

/** The list of whose rows such a file is; null: of none. */
export function listOf(kind: ExportKind): ListName | null {
  return listNames.find((name) => sheetFormats.some((format) => kindOf(name, format) === kind)) ?? null;
}

/** Whether it can be run again. */
export function isComparable(kind: ExportKind): boolean {
  const list = listOf(kind);
  return list !== null && !listsOfNow.has(list);
}

interface LogRow {
  id: Buffer;
  kind: string;
  name: string;
  file: string;
  at: number;
  operator: string;
  filter: string;
  rows: number;
  bytes: number;
  totals: string;
  sha256: string;
  position: number | null;
}

/** `hash`: of the journal's last event then, hex. */
export function writeExport(db: Db, receipt: Omit<ExportReceipt, 'again'>, hash: string): void {
  runDigested(
    db,
    'export_log',
    `INSERT INTO export_log (id, kind, name, file, at, operator, filter, rows, bytes, totals, sha256, head, position)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    idToBytes(receipt.id),
    receipt.kind,
    receipt.name,
    receipt.file,
    receipt.at,
    receipt.operator,
    receipt.filter,
    receipt.rows,
    receipt.bytes,
    JSON.stringify(receipt.totals),
    receipt.sha256,
    hash === '' ? null : Buffer.from(hash, 'hex'),
    receipt.position,
  );
}

/** Newest first. */
export function listExports(db: Db, limit = 200): ExportReceipt[] {
  return all<LogRow>(db, 'SELECT * FROM export_log ORDER BY at DESC, id DESC LIMIT ?', limit).map(receiptOf);
}

/** In the order of their making, behind one of them; null: from the first one. */
export function exportsBehind(db: Db, last: ExportReceipt | null, limit: number): ExportReceipt[] {
  const text = 'SELECT * FROM export_log WHERE id > ? ORDER BY id LIMIT ?';
  return all<LogRow>(db, text, last ? idToBytes(last.id) : Buffer.alloc(0), limit).map(receiptOf);
}

/** The hash of the journal's last event when it was made, hex; empty when there was none. */
export function headOfExport(db: Db, id: string): string {
  const row = one<{ head: Buffer | null }>(db, 'SELECT head FROM export_log WHERE id = ?', idToBytes(id));
  return row?.head?.toString('hex') ?? '';
}

export function findExport(db: Db, id: string): ExportReceipt | null {
  const row = one<LogRow>(db, 'SELECT * FROM export_log WHERE id = ?', idToBytes(id));
  return row ? receiptOf(row) : null;
}

function receiptOf({ id, kind, totals, ...row }: LogRow): ExportReceipt {
  const { name, file, at, operator, filter, rows, bytes, sha256, position } = row;
  const read = totalsSchema.parse(JSON.parse(totals));
  const known = kindSchema.parse(kind);
  const whole = { id: idFromBytes(id), kind: known, again: isComparable(known) };
  return { ...whole, name, file, at, operator, filter, rows, bytes, totals: read, sha256, position };
}
