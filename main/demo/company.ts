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
import type { SimulatorServer } from '../gateways/simulator-server';
import { stripe } from '../gateways/stripe/index';
import { startStripeSimulator } from '../gateways/stripe/simulator';
import { type AskedInCoins, coinsWorld } from './coins-world';
import { type CompanyMemory, noMemory } from './memory';
import { DemoNetwork } from './network';
import { paypalWorld } from './paypal-world';
import { paystackWorld } from './paystack-world';
import { demoPlan, planOf } from './plan';
import { type DemoPurchase, demoPurchases } from './purchases';
import { razorpayWorld } from './razorpay-world';
import { demoWorld, type SecondCard } from './world';

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

/** What was asked for on pages of NOWPayments, of a customer that its gateway (`home`) knows by this id. */
export interface CompanyAsked extends Omit<AskedInCoins, 'customer'> {
  home: string;
  externalId: string;
  link: string;
}

export interface Company {
  gateways: readonly { provider: string; gateway: Gateway }[];
  /** In the order of their time. */
  asked(): CompanyAsked[];
  /** The history must have been played: after a first sync. */
  purchases(): CompanyPurchase[];
  /** What charging the second cards at Stripe comes to. */
  secondCards: readonly SecondCard[];
  close(): Promise<void>;
}

interface Simulated {
  kind: GatewayKind;
  credentials: ConnectOptions['credentials'];
  simulator: SimulatorServer;
}

/** The simulated accounts, and the plan that they live by. */
function worldsOf(seed: number, baseMs: number, life: string) {
  const base = Math.floor(baseMs / 1000);
  const plan = demoPlan(seed, baseMs);
  const others = {
    paypal: paypalWorld(`${seed}`, planOf('paypal', plan), base, life),
    razorpay: razorpayWorld(`${seed}`, planOf('razorpay', plan), base, life),
    paystack: paystackWorld(`${seed}`, planOf('paystack', plan), base, life),
  };
  const homeOf = new Map(plan.customers.map(({ id, home }) => [id, home]));
  /** Where a customer of the plan pays, and what it is called there. */
  const knownBy = (customer: string) => {
    const provider = homeOf.get(customer) ?? 'stripe';
    const externalId = provider === 'stripe' ? customer : others[provider].idOf(customer);
    return externalId === null ? null : { provider, externalId };
  };
  const coins = coinsWorld(`${seed}`, base, life, plan.customers);
  return { stripe: demoWorld(seed, baseMs, life), ...others, coins, knownBy };
}
type Worlds = ReturnType<typeof worldsOf>;

async function simulate(
  worlds: Worlds,
  { now, memory, network }: { now(): number; memory: CompanyMemory; network: DemoNetwork },
): Promise<Simulated[]> {
  const kept = (provider: string) => ({ now, memory: memory.of(provider) });
  const { bank, catchUp } = worlds.stripe;
  return [
    {
      kind: stripe,
      credentials: keys.stripe,
      simulator: await network.join(startStripeSimulator({ bank, catchUp, ...keys.stripe, ...kept('stripe') })),
    },
    {
      kind: paypal,
      credentials: keys.paypal,
      simulator: await network.join(startPaypalSimulator({ ...worlds.paypal, keys: keys.paypal, ...kept('paypal') })),
    },
    {
      kind: razorpay,
      credentials: keys.razorpay,
      simulator: await network.join(
        startRazorpaySimulator({ ...worlds.razorpay, ...keys.razorpay, ...kept('razorpay') }),
      ),
    },
    {
      kind: paystack,
      credentials: keys.paystack,
      simulator: await network.join(
        startPaystackSimulator({ ...worlds.paystack, ...keys.paystack, ...kept('paystack') }),
      ),
    },
    {
      kind: nowpayments,
      credentials: keys.nowpayments,
      simulator: await network.join(
        startNowpaymentsSimulator({ ...worlds.coins, ...keys.nowpayments, ...kept('nowpayments') }),
      ),
    },
  ];
}

/**
 * `baseMs`: UTC milliseconds; the company's history ends there and its life goes on with `now`. Each account is made up when it is
 * first asked for something; what clients wrote to it before comes from the memory.
 */
export async function startCompany(
  seed: number,
  baseMs: number,
  now: () => number,
  memory: CompanyMemory = noMemory(`${now()}`),
  network = new DemoNetwork(),
): Promise<Company> {
  const worlds = worldsOf(seed, baseMs, memory.life);
  const simulated = await simulate(worlds, { now, memory, network });
  return {
    gateways: simulated.map(({ kind, credentials, simulator }) => ({
      provider: kind.provider,
      gateway: kind.connect({ credentials, environment: 'sandbox', baseUrl: simulator.url, now }),
    })),
    asked: () => {
      worlds.coins.catchUp(baseMs);
      const url = simulated.find(({ kind }) => kind.provider === 'nowpayments')?.simulator.url ?? '';
      return worlds.coins.asked().flatMap(({ customer, ...asked }) => {
        const known = worlds.knownBy(customer);
        const link = `${url}/payment/?iid=${asked.page}`;
        return known ? [{ ...asked, home: known.provider, externalId: known.externalId, link }] : [];
      });
    },
    purchases: () =>
      demoPurchases(seed, baseMs).flatMap((purchase) => {
        const known = worlds.knownBy(purchase.customer);
        return known ? [{ ...purchase, ...known }] : [];
      }),
    secondCards: worlds.stripe.secondCards,
    close: async () => {
      await Promise.all(simulated.map(({ simulator }) => simulator.close()));
    },
  };
}
