/** The gateway accounts of a book and their secrets, as the engine starts them. */
import type { Log } from '../context';
import { furtherAccounts } from '../demo/further-accounts';
import { DemoNetwork } from '../demo/network';
import type { AccountsOptions } from '../features/sync/account-use';
import { GatewayAccounts } from '../features/sync/accounts';
import { Secrets } from '../features/sync/secrets';

/** Until a person does something: what the engine itself does. */
const engine = { operator: 'engine', source: 'schedule' };

/** `simulated`: the sample company's accounts, all of which are simulators of this process; UTC ms of its "today". */
export function makeAccounts(
  options: Pick<AccountsOptions, 'book' | 'healthy' | 'syncing' | 'changed'>,
  simulated: { baseMs: number } | null,
): { accounts: GatewayAccounts; secrets: Secrets; network: DemoNetwork | null; close(): Promise<void> } {
  const { book } = options;
  const secrets = new Secrets(book);
  const network = simulated && new DemoNetwork();
  const further = network && furtherAccounts(simulated.baseMs, () => book.clock.now(), network);
  const simulate = further ? further.open : undefined;
  const accounts = new GatewayAccounts({ ...options, secrets, simulate });
  return { accounts, secrets, network, close: async () => further?.close() };
}

/** Opens what a passphrase in the environment opens; a wrong one leaves the accounts locked, which the window says. */
export async function unlockByEnvironment({ keys }: GatewayAccounts, log: Log): Promise<void> {
  const passphrase = process.env.COUNTERFOIL_PASSPHRASE;
  if (!passphrase) return;
  const failed = (error: unknown) => void log.error('unlocking with COUNTERFOIL_PASSPHRASE', error);
  await keys.unlock(engine, passphrase).catch(failed);
}
