/** The sample company's Paystack account: naira, cedis and rand by card, transfer and mobile money, with weekly settlements. */
import { Bank } from '../gateways/paystack/simulator/bank';
import { oneOf, randomFrom } from '../gateways/random';
import { DAY, type Plan } from './plan';
import { type LivingAccount, living, type Stage, staged } from './stage';
import type { Story } from './story';

export interface PaystackWorld extends LivingAccount {
  bank: Bank;
  /** Paystack's code of a customer of the plan. */
  idOf(customer: string): string | null;
}

const channels = ['card', 'card', 'bank_transfer', 'ussd', 'mobile_money'];
const payoutCurrencies = ['NGN', 'GHS', 'ZAR'];
const DEFER_MS = DAY * 1000;

/** `plan`: what of it happens here. `base`: Unix seconds. `life`: as for Stripe's account. */
export function paystackWorld(seed: string, plan: Plan, base: number, life: string): PaystackWorld {
  const bank = new Bank(`${seed}/paystack`);
  const codes = new Map<string, string>();
  const pay = (story: Story, at: number, how: { status: string; channel?: string; suffix?: string }) => {
    const { amount, description, reference, purpose, customer } = story;
    return bank.makePayment({
      at: at * 1000,
      amount,
      currency: story.currency.toUpperCase(),
      customer: codes.get(customer?.id ?? '') ?? 'walk-in@northgate.example',
      status: how.status,
      channel: how.channel ?? oneOf(randomFrom(`${seed}/${reference}`), channels),
      // A reference is used once, so that a second try has its own.
      reference: `${reference}${how.suffix ?? ''}`,
      metadata: { description, purpose, reference },
    }).id;
  };
  const stage: Stage<number, number> = {
    join: ({ id, name, email, phone }, at) => {
      codes.set(id, bank.makeCustomer({ at: at * 1000, email, firstName: name, phone }).code);
    },
    paid: (story, at) => pay(story, at, { status: 'success' }),
    waits: (story, at, slow) =>
      pay(story, at, slow ? { status: 'pending', channel: 'bank_transfer' } : { status: 'ongoing', channel: 'ussd' }),
    came: (id, at) => {
      bank.succeed(id, at * 1000);
    },
    failed: (id) => {
      bank.decline(id);
    },
    declined: (story, at) => {
      pay(story, at, { status: 'failed', suffix: '-1' });
    },
    refund: (id, at, amount) => {
      const { id: refund } = bank.refund(id, at * 1000, amount);
      bank.changeRefund(refund, at * 1000 + 3_600_000, 'processed');
    },
    dispute: (id, at) => bank.dispute(id, at * 1000).id,
    decide: (id, at, outcome) => {
      bank.resolve(id, at * 1000, outcome === 'won' ? 'declined' : 'merchant-accepted');
    },
    payOut: (at) => {
      for (const currency of payoutCurrencies) {
        const sent = bank.payOut(at * 1000, currency);
        if (sent) bank.arrive(sent.id, at * 1000 + DEFER_MS);
      }
    },
  };
  const account = living(staged(plan, stage, base), base, () => bank.reseed(`${seed}/paystack/written/${life}`));
  return { bank, ...account, idOf: (customer) => codes.get(customer) ?? null };
}
