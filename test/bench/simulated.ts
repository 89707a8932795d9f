/** Simulated accounts of the gateways, each with so many paid payments, one a minute; and the credentials that they let in. */
import { startNowpaymentsSimulator } from '../../main/gateways/nowpayments/simulator';
import { Bank as NowpaymentsBank } from '../../main/gateways/nowpayments/simulator/bank';
import { startPaypalSimulator } from '../../main/gateways/paypal/simulator';
import { makePayment } from '../../main/gateways/paypal/simulator/aftermath';
import { Bank as PaypalBank } from '../../main/gateways/paypal/simulator/bank';
import { startPaystackSimulator } from '../../main/gateways/paystack/simulator';
import { Bank as PaystackBank } from '../../main/gateways/paystack/simulator/bank';
import { startRazorpaySimulator } from '../../main/gateways/razorpay/simulator';
import { Bank as RazorpayBank } from '../../main/gateways/razorpay/simulator/bank';
import { startStripeSimulator } from '../../main/gateways/stripe/simulator';
import { systemClock } from '../../main/kernel/time';
import { loadedBank } from '../support/loaded-bank';

const MINUTE_MS = 60_000;
const PAYERS = 100;

export interface Simulated {
  credentials: Readonly<Record<string, string>>;
  start(payments: number): Promise<{ url: string }>;
}

const now = () => systemClock.now();

/** The times of the payments, the oldest first, on whole seconds. */
function timesOf(payments: number): number[] {
  const last = Math.floor(now() / 1_000) * 1_000 - MINUTE_MS;
  return Array.from({ length: payments }, (_, n) => last - (payments - n) * MINUTE_MS);
}

const stripeKey = { key: 'sk_test_simulated0key0abcd' };
const paypalKeys = {
  clientId: 'AeSimulatedClientId0000000000000000000wxyz',
  clientSecret: 'EESimulatedSecret00000000000000000000000abcd',
};
const razorpayKeys = { keyId: 'rzp_test_Simulated0Abcd', keySecret: 'simulatedsecret0wxyz' };
const paystackKey = { key: 'sk_test_simulated0key0abcd' };
const nowpaymentsKeys = {
  key: 'SIMUL8T-ABCDEFG-1234567-KEYabcd',
  email: 'Office@northgate.example',
  password: 'correct horse Battery',
};

export const simulated: Readonly<Record<string, Simulated>> = {
  stripe: {
    credentials: stripeKey,
    start: (payments) =>
      startStripeSimulator({ bank: loadedBank(payments, Math.floor(now() / 1_000) - 60), ...stripeKey, now }),
  },
  paypal: {
    credentials: paypalKeys,
    start: (payments) => {
      const bank = new PaypalBank('bench');
      const payers = Array.from({ length: PAYERS }, () => bank.makeCustomer());
      for (const [n, at] of timesOf(payments).entries())
        makePayment(bank, at, { amount: 2_500 + n, payer: payers[n % PAYERS] ?? null, reference: `INV-${n}` });
      return startPaypalSimulator({ bank, keys: paypalKeys, now });
    },
  },
  razorpay: {
    credentials: razorpayKeys,
    start: (payments) => {
      const bank = new RazorpayBank('bench');
      for (const [n, at] of timesOf(payments).entries())
        bank.makePayment({ at: at / 1_000, amount: 10_000 + n, email: `c${n % PAYERS}@load.example` });
      return startRazorpaySimulator({ bank, ...razorpayKeys, now });
    },
  },
  paystack: {
    credentials: paystackKey,
    start: (payments) => {
      const bank = new PaystackBank('bench');
      for (const [n, at] of timesOf(payments).entries())
        bank.makePayment({ at, amount: 10_000 + n, customer: `c${n % PAYERS}@load.example` });
      return startPaystackSimulator({ bank, ...paystackKey, now });
    },
  },
  nowpayments: {
    credentials: nowpaymentsKeys,
    start: (payments) => {
      const bank = new NowpaymentsBank('bench');
      for (const [n, at] of timesOf(payments).entries())
        bank.finish(bank.addPayment({ at, price: `${5 + (n % 90)}.10`, orderId: `INV-${n}` }), at + 1_000);
      return startNowpaymentsSimulator({ bank, ...nowpaymentsKeys, now });
    },
  },
};
