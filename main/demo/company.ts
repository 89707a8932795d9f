/** The sample company as the engine sees it: a gateway that is connected to a simulator, and what its customers bought. */
import type { Gateway } from '../gateways/gateway';
import { stripe } from '../gateways/stripe/index';
import { startStripeSimulator } from '../gateways/stripe/simulator';
import { type DemoPurchase, demoPurchases } from './purchases';
import { demoWorld } from './world';

/** Opens nothing but the simulator of this process. */
const DEMO_KEY = 'sk_test_demoNorthgateHosting0001';

export interface Company {
  provider: string;
  gateway: Gateway;
  purchases(): DemoPurchase[];
  close(): Promise<void>;
}

/** `baseMs`: UTC milliseconds; the company's history ends there and its life goes on with `now`. */
export async function startCompany(seed: number, baseMs: number, now: () => number): Promise<Company> {
  const world = demoWorld(seed, baseMs);
  const simulator = await startStripeSimulator({ bank: world.bank, key: DEMO_KEY, now, catchUp: world.catchUp });
  return {
    provider: stripe.provider,
    gateway: stripe.connect({ credentials: { key: DEMO_KEY }, baseUrl: simulator.url, now }),
    purchases: () => demoPurchases(seed, baseMs),
    close: () => simulator.close(),
  };
}
