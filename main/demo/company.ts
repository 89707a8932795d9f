/** The sample company as the engine sees it: gateways that are connected to simulators, and what its customers bought. */
import type { ConnectOptions, Gateway, GatewayKind } from '../gateways/gateway';
import { nowpayments } from '../gateways/nowpayments/index';
import { startNowpaymentsSimulator } from '../gateways/nowpayments/simulator';
import { paypal } from '../gateways/paypal/index';
import { startPaypalSimulator } from '../gateways/paypal/simulator';
import { paystack } from '../gateways/paystack/index';
import { startPaystackSimulator } from '../gateways/paystack/simulator';
import { razorpay } from '../gateways/razorpay/index';
import { startRazorpaySimulator } from '../gateways/razorpay/simulator';
import { stripe } from '../gateways/stripe/index';
import { startStripeSimulator } from '../gateways/stripe/simulator';
import { coinsWorld } from './coins-world';
import { paypalWorld } from './paypal-world';
import { paystackWorld } from './paystack-world';
import { demoPlan, planOf } from './plan';
import { type DemoPurchase, demoPurchases } from './purchases';
import { razorpayWorld } from './razorpay-world';
import { demoWorld } from './world';

/** They open nothing but the simulators of this process. */
const keys = {
  stripe: { key: 'sk_test_demoNorthgateHosting0001' },
  paypal: { clientId: 'demoNorthgateHostingClient01', clientSecret: 'demoNorthgateHostingSecret01' },
  razorpay: { keyId: 'rzp_test_demoNorthgate01', keySecret: 'demoNorthgateHosting0001' },
  paystack: { key: 'sk_test_demoNorthgateHosting0002' },
  nowpayments: { key: 'DEM0N0R-THGATE0-H0ST1NG-0000001', email: 'demo@northgate.example', password: 'demo-only' },
};

/** What was bought by a customer that its gateway knows by this id. */
export interface CompanyPurchase extends DemoPurchase {
  provider: string;
  externalId: string;
}

export interface Company {
  gateways: readonly { provider: string; gateway: Gateway }[];
  /** The history must have been played: after a first sync. */
  purchases(): CompanyPurchase[];
  close(): Promise<void>;
}

interface Simulated {
  kind: GatewayKind;
  credentials: ConnectOptions['credentials'];
  simulator: { url: string; close(): Promise<void> };
}

/**
 * `baseMs`: UTC milliseconds; the company's history ends there and its life goes on with `now`. Each account is made up when it is
 * first asked for something.
 */
export async function startCompany(seed: number, baseMs: number, now: () => number): Promise<Company> {
  const base = Math.floor(baseMs / 1000);
  const life = `${now()}`;
  const plan = demoPlan(seed, baseMs);
  const world = demoWorld(seed, baseMs, life);
  const worlds = {
    paypal: paypalWorld(`${seed}`, planOf('paypal', plan), base, life),
    razorpay: razorpayWorld(`${seed}`, planOf('razorpay', plan), base, life),
    paystack: paystackWorld(`${seed}`, planOf('paystack', plan), base, life),
    coins: coinsWorld(`${seed}`, base, life),
  };
  const simulated: Simulated[] = [
    {
      kind: stripe,
      credentials: keys.stripe,
      simulator: await startStripeSimulator({ ...keys.stripe, bank: world.bank, now, catchUp: world.catchUp }),
    },
    {
      kind: paypal,
      credentials: keys.paypal,
      simulator: await startPaypalSimulator({ ...worlds.paypal, keys: keys.paypal, now }),
    },
    {
      kind: razorpay,
      credentials: keys.razorpay,
      simulator: await startRazorpaySimulator({ ...worlds.razorpay, ...keys.razorpay, now }),
    },
    {
      kind: paystack,
      credentials: keys.paystack,
      simulator: await startPaystackSimulator({ ...worlds.paystack, ...keys.paystack, now }),
    },
    {
      kind: nowpayments,
      credentials: keys.nowpayments,
      simulator: await startNowpaymentsSimulator({ ...worlds.coins, ...keys.nowpayments, now }),
    },
  ];
  return {
    gateways: simulated.map(({ kind, credentials, simulator }) => ({
      provider: kind.provider,
      gateway: kind.connect({ credentials, environment: 'sandbox', baseUrl: simulator.url, now }),
    })),
    purchases: () => {
      const homeOf = new Map(plan.customers.map(({ id, home }) => [id, home]));
      return demoPurchases(seed, baseMs).flatMap((purchase) => {
        const provider = homeOf.get(purchase.customer) ?? 'stripe';
        const externalId = provider === 'stripe' ? purchase.customer : worlds[provider].idOf(purchase.customer);
        return externalId === null ? [] : [{ ...purchase, provider, externalId }];
      });
    },
    close: async () => {
      await Promise.all(simulated.map(({ simulator }) => simulator.close()));
    },
  };
}
