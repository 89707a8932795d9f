/** The last troubles of each account: what a person looks at to see when a fault began and whether it is over. Local. */
import { z } from 'zod';
import { all, type Db, one, run } from '../../db/sql';
import { type Failure, isFailureCode } from '../../kernel/failure';
import type { GatewayTrouble } from './contract';

const KEPT = 20;

const paramsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

interface TroubleRow {
  at: number;
  code: string;
  params: string;
  times: number;
  last_at: number;
}

/** The same trouble again is counted, not listed again. */
export function noteTrouble(db: Db, gateway: string, { code, params }: Failure, nowMs: number): void {
  const text = JSON.stringify(params);
  db.transaction(() => {
    const last = one<TroubleRow>(
      db,
      'SELECT * FROM gateway_trouble WHERE gateway = ? ORDER BY at DESC LIMIT 1',
      gateway,
    );
    if (last?.code === code && last.params === text) {
      const again = 'UPDATE gateway_trouble SET times = times + 1, last_at = ? WHERE gateway = ? AND at = ?';
      run(db, again, nowMs, gateway, last.at);
      return;
    }
    // Two in one millisecond stand one behind the other.
    const at = Math.max(nowMs, (last?.at ?? 0) + 1);
    const noted = 'INSERT INTO gateway_trouble (gateway, at, code, params, times, last_at) VALUES (?, ?, ?, ?, 1, ?)';
    run(db, noted, gateway, at, code, text, at);
    run(
      db,
      `DELETE FROM gateway_trouble WHERE gateway = ? AND at NOT IN
       (SELECT at FROM gateway_trouble WHERE gateway = ? ORDER BY at DESC LIMIT ${KEPT})`,
      gateway,
      gateway,
    );
  }).immediate();
}

/** The newest first. */
export function troublesOf(db: Db, gateway: string): GatewayTrouble[] {
  return all<TroubleRow>(db, 'SELECT * FROM gateway_trouble WHERE gateway = ? ORDER BY at DESC', gateway).flatMap(
    ({ at, code, params, times, last_at: lastAt }) =>
      isFailureCode(code)
        ? [{ at, lastAt, times, failure: { code, params: paramsSchema.parse(JSON.parse(params)) } }]
        : [],
  );
}
