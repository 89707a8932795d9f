/** The sample company's PayPal account: payers in several currencies, eChecks on their way, chargebacks, withdrawals. */
import { closeDispute, makePayment, openDispute, payOut, refund, settle } from '../gateways/paypal/simulator/aftermath';
import { Bank } from '../gateways/paypal/simulator/bank';
import type { Payer } from '../gateways/paypal/simulator/things';
import type { Plan } from './plan';
import { type LivingAccount, living, type Stage, staged } from './stage';
import type { Story } from './story';

export interface PaypalWorld extends LivingAccount {
  bank: Bank;
  /** PayPal's id of a customer of the plan. */
  idOf(customer: string): string | null;
}

const payoutCurrencies = ['USD', 'EUR', 'GBP'];

/** `plan`: what of it happens here. `base`: Unix seconds. `life`: as for Stripe's account. */
export function paypalWorld(seed: string, plan: Plan, base: number, life: string): PaypalWorld {
  const bank = new Bank(`${seed}/paypal`);
  const payers = new Map<string, Payer>();
  const pay = (story: Story, at: number, status: 'completed' | 'pending' | 'declined') => {
    const currency = story.currency.toUpperCase();
    const { amount, description, reference, customer } = story;
    const payer = payers.get(customer?.id ?? '') ?? null;
    const settled = currency === 'JPY' ? { settledIn: 'USD' } : {};
    return makePayment(bank, at * 1000, { amount, currency, payer, status, description, reference, ...settled }).id;
  };
  const stage: Stage<string, string> = {
    join: ({ id, name, email, place }) => {
      const space = name.lastIndexOf(' ');
      const [given, surname] = space < 0 ? [name, ''] : [name.slice(0, space), name.slice(space + 1)];
      payers.set(id, bank.makeCustomer({ given, surname, email, country: place.country }));
    },
    paid: (story, at) => pay(story, at, 'completed'),
    // An order that its payer has not approved is no transaction yet.
    waits: (story, at, slow) => (slow ? pay(story, at, 'pending') : null),
    came: (id, at) => settle(bank, at * 1000, id, true),
    failed: (id, at) => settle(bank, at * 1000, id, false),
    declined: (story, at) => {
      pay(story, at, 'declined');
    },
    refund: (id, at, amount) => {
      refund(bank, at * 1000, id, { amount });
    },
    dispute: (id, at) => openDispute(bank, at * 1000, id).id,
    decide: (id, at, outcome) => closeDispute(bank, at * 1000, id, outcome),
    payOut: (at) => {
      for (const currency of payoutCurrencies) payOut(bank, at * 1000, currency);
    },
  };
  const account = living(staged(plan, stage, base), base, () => bank.reseed(`${seed}/paypal/written/${life}`));
  return { bank, ...account, idOf: (customer) => payers.get(customer)?.id ?? null };
}
