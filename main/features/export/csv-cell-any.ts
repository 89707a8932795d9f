/** A value as SQLite gives it, as a CSV cell. Pure. */
import { idFromBytes } from '../../kernel/id';
import { textCell } from './csv-cell';

const ID_BYTES = 16;

/** 16 bytes are an id, other bytes are hex; a number is its digits; nothing for NULL. */
export function csvCell(value: unknown): string {
  if (value === null) return '';
  if (Buffer.isBuffer(value)) return value.length === ID_BYTES ? idFromBytes(value) : value.toString('hex');
  return typeof value === 'string' ? textCell(value) : String(value);
}
