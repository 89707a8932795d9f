/** What a job that wrote a file says of it, for the log of exports. */
import { type Db, one } from '../../db/sql';

/** Where the journal stood that a file was taken from. */
export interface Head {
  /** The last event's number; 0 for an empty journal. */
  position: number;
  /** Its hash, hex; empty for an empty journal. */
  hash: string;
}

export interface Written {
  rows: number;
  bytes: number;
  totals: { currency: string; amount: string; count: number }[];
  sha256: string;
  head: Head;
  /** What its sums were compared with and come to: each account's balance, or what is kept of each day. */
  tied?: 'balances' | 'days' | undefined;
}

export function headOf(db: Db): Head {
  const last = one<{ seq: number; hash: Buffer }>(db, 'SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1');
  return last ? { position: last.seq, hash: last.hash.toString('hex') } : { position: 0, hash: '' };
}
