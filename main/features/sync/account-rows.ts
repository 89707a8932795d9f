/** The accounts as a book keeps them, removed ones too. */

import { givenLabels } from '../../db/gateway-labels';
import { runDigested } from '../../db/row-digest';
import { all, type Db, one } from '../../db/sql';
import { gatewayKinds, gatewayLabel } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import type { GatewayName } from './contract';

export interface AccountRow {
  key: string;
  provider: string;
  environment: 'live' | 'sandbox';
  /** As the provider names it. */
  account: string;
  name: string;
  label: string | null;
  added_at: number;
  paused_at: number | null;
  removed_at: number | null;
  /** As formats 1 to 3 of a book sealed it. */
  sealed: string | null;
}

/** In the order in which they were added. */
export function accountRows(db: Db): AccountRow[] {
  return all<AccountRow>(db, 'SELECT * FROM gateway_account ORDER BY added_at, key');
}

/** Throws Failure gateway-none for one that is not there (any more). */
export function accountRow(db: Db, key: string): AccountRow {
  const text = 'SELECT * FROM gateway_account WHERE key = ? AND removed_at IS NULL';
  const row = one<AccountRow>(db, text, key);
  if (!row) throw new Failure('gateway-none', { gateway: key });
  return row;
}

export function putAccount(db: Db, row: Omit<AccountRow, 'sealed'>): void {
  const { key, provider, environment, account, name, label } = row;
  runDigested(
    db,
    'gateway_account',
    `INSERT INTO gateway_account (key, provider, environment, account, name, label, added_at, paused_at, removed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET environment = excluded.environment, account = excluded.account, name = excluded.name,
       label = excluded.label, paused_at = excluded.paused_at, removed_at = excluded.removed_at`,
    ...[key, provider, environment, account, name, label],
    ...[row.added_at, row.paused_at, row.removed_at],
  );
}

/** What an earlier format sealed has gone to where secrets are kept, or is not wanted any more. */
export function clearSealed(db: Db, key: string): void {
  runDigested(db, 'gateway_account', 'UPDATE gateway_account SET sealed = NULL WHERE key = ?', key);
}

/** Those that were removed too: their payments are still called so. */
export function namesIn(db: Db): GatewayName[] {
  const given = givenLabels(db);
  const rows = accountRows(db);
  const known = rows.map(({ key, provider, environment, removed_at }): GatewayName => {
    return { key, provider, label: gatewayLabel(key, given) || key, environment, removed: removed_at !== null };
  });
  const others = gatewayKinds.filter(({ provider }) => !rows.some((row) => row.key === provider));
  return [
    ...known,
    ...others.map(({ provider, label }) => ({ key: provider, provider, label, environment: null, removed: false })),
  ];
}
