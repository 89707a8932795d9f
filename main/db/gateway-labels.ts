/** What people call their gateway accounts. */
import { all, type Db } from './sql';

/** By the account's key; only those that were given a name. Removed ones too: their history stays. */
export function givenLabels(db: Db): ReadonlyMap<string, string> {
  const rows = all<{ key: string; label: string }>(
    db,
    'SELECT key, label FROM gateway_account WHERE label IS NOT NULL',
  );
  return new Map(rows.map(({ key, label }) => [key, label]));
}
