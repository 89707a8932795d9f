/** What a job that wrote a file says of it, for the log of exports. */
import { type Db, one } from '../../db/sql';

export interface Written {
  rows: number;
  bytes: number;
  totals: { currency: string; amount: string; count: number }[];
  sha256: string;
  /** The last hash of the journal that this was taken from, hex; empty for an empty journal. */
  head: string;
}

/** The last hash of the journal, hex: what the file was taken from. */
export function headOf(db: Db): string {
  return one<{ hash: Buffer }>(db, 'SELECT hash FROM event ORDER BY seq DESC LIMIT 1')?.hash.toString('hex') ?? '';
}
