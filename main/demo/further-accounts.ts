/** Further accounts of the sample company: whatever sandbox key a person connects there opens a simulated account of its own. */
import { createHash } from 'node:crypto';
import { startNowpaymentsSimulator } from '../gateways/nowpayments/simulator';
import { startPaypalSimulator } from '../gateways/paypal/simulator';
import { startPaystackSimulator } from '../gateways/paystack/simulator';
import { startRazorpaySimulator } from '../gateways/razorpay/simulator';
import type { SimulatorServer } from '../gateways/simulator-server';
import { startStripeSimulator } from '../gateways/stripe/simulator';
import { Failure } from '../kernel/failure';
import { coinsWorld } from './coins-world';
import type { DemoNetwork } from './network';
import { paypalWorld } from './paypal-world';
import { paystackWorld } from './paystack-world';
import { demoPlan, planOf } from './plan';
import { razorpayWorld } from './razorpay-world';
import { demoWorld } from './world';

type Credentials = Readonly<Record<string, string>>;

/** More than anybody tries out. */
const MOST = 12;

export interface FurtherAccounts {
  /** The address of that account's simulator; the same account for the same key of an account, whatever opens it. */
  open(key: string, provider: string, credentials: Credentials): Promise<string>;
  close(): Promise<void>;
}

/** `baseMs`: UTC milliseconds; their history ends there and their life goes on with `now`. */
export function furtherAccounts(baseMs: number, now: () => number, network: DemoNetwork): FurtherAccounts {
  const open = new Map<string, Promise<SimulatorServer>>();
  return {
    async open(key, provider, credentials) {
      const name = JSON.stringify([key, provider, credentials]);
      let simulator = open.get(name);
      if (!simulator) {
        if (open.size >= MOST) throw new Failure('not-allowed', { detail: `more than ${MOST} further accounts` });
        simulator = network.join(start(seedOf(key), provider, credentials, { baseMs, now }));
        open.set(name, simulator);
      }
      return (await simulator).url;
    },
    async close() {
      const ends = await Promise.allSettled(open.values());
      await Promise.all(ends.map((end) => (end.status === 'fulfilled' ? end.value.close() : null)));
    },
  };
}

function seedOf(key: string): number {
  return 1_000 + (createHash('sha256').update(key).digest().readUInt32BE() % 1_000_000);
}

async function start(
  seed: number,
  provider: string,
  credentials: Credentials,
  { baseMs, now }: { baseMs: number; now(): number },
): Promise<SimulatorServer> {
  const base = Math.floor(baseMs / 1000);
  const plan = demoPlan(seed, baseMs);
  const life = `${now()}`;
  const given = (name: string) => credentials[name] ?? '';
  switch (provider) {
    case 'stripe': {
      const { bank, catchUp } = demoWorld(seed, baseMs, life);
      return startStripeSimulator({ key: given('key'), bank, now, catchUp });
    }
    case 'paypal': {
      const keys = { clientId: given('clientId'), clientSecret: given('clientSecret') };
      return startPaypalSimulator({ ...paypalWorld(`${seed}`, planOf('paypal', plan), base, life), keys, now });
    }
    case 'razorpay': {
      const keys = { keyId: given('keyId'), keySecret: given('keySecret') };
      return startRazorpaySimulator({
        ...razorpayWorld(`${seed}`, planOf('razorpay', plan), base, life),
        ...keys,
        now,
      });
    }
    case 'paystack': {
      const world = paystackWorld(`${seed}`, planOf('paystack', plan), base, life);
      return startPaystackSimulator({ ...world, key: given('key'), now });
    }
    case 'nowpayments': {
      const keys = { key: given('key'), email: given('email'), password: given('password') };
      return startNowpaymentsSimulator({ ...coinsWorld(`${seed}`, base, life, plan.customers), ...keys, now });
    }
    default:
      throw new Failure('gateway-none', { gateway: provider });
  }
}
