/** The live test of new credentials; those that do not say whether they are live are tried once where the other ones are let in. */
import type { Gateway, GatewayIdentity, GatewayKind } from '../../gateways/gateway';
import { Failure } from '../../kernel/failure';

type Environment = GatewayIdentity['environment'];

/** So long a person waits more to be told which environment it is. */
const OTHER_MS = 15_000;

/**
 * Asks who the credentials belong to. `connect` opens them in an environment; the other one is asked for only where the gateway
 * declares homes of its own for both, and sends nothing but what reads. Rejects as `identify` does; with Failure
 * key-wrong-environment where the other environment lets them in.
 */
export async function identified(
  kind: Pick<GatewayKind, 'homes'>,
  chosen: { environment: Environment; gateway: Gateway },
  connect: (environment: Environment) => Promise<Gateway>,
  signal?: AbortSignal,
): Promise<GatewayIdentity> {
  const { environment: wanted, gateway } = chosen;
  try {
    return await gateway.identify(signal);
  } catch (refused) {
    if (!(refused instanceof Failure) || refused.code !== 'key-refused' || !kind.homes) throw refused;
    const found = wanted === 'live' ? 'sandbox' : 'live';
    const limit = AbortSignal.timeout(OTHER_MS);
    const isLetIn = await letsIn(() => connect(found), signal ? AbortSignal.any([signal, limit]) : limit);
    throw isLetIn ? new Failure('key-wrong-environment', { found, wanted }, { cause: refused }) : refused;
  }
}

/** Whether they are known there. Whatever else comes of it leaves the first refusal as it is. */
async function letsIn(connect: () => Promise<Gateway>, signal: AbortSignal): Promise<boolean> {
  try {
    const gateway = await connect();
    await gateway.identify(signal);
    return true;
  } catch (error) {
    return error instanceof Failure && error.code === 'key-forbidden';
  }
}
