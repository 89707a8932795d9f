/** Opens the sealed credentials of a book's gateways. */
import { one } from '../../db/sql';
import type { Book } from '../../journal/record';
import type { Connection } from './connection';
import { unseal } from './seal';

/** Gives how many gateways it opened. Throws Failure passphrase-wrong. */
export async function unlockSealed(
  { db, clock }: Book,
  passphrase: string,
  connections: Map<string, Connection>,
): Promise<number> {
  let opened = 0;
  for (const of of connections.values()) {
    if (of.gateway) continue;
    const row = one<{ sealed: string | null }>(
      db,
      'SELECT sealed FROM gateway_account WHERE provider = ?',
      of.kind.provider,
    );
    if (!row?.sealed) continue;
    const credentials = await unseal(row.sealed, passphrase);
    of.gateway = of.kind.connect({ credentials, environment: of.environment, now: () => clock.now() });
    of.nextAt = 0;
    opened++;
  }
  return opened;
}
