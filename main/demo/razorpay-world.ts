/** The sample company's Razorpay account: rupees by card, UPI, netbanking and mandate, fees with their tax, weekly settlements. */

import { oneOf, randomFrom } from '../gateways/random';
import { closeDispute, openDispute, payOut, refund } from '../gateways/razorpay/simulator/aftermath';
import { Bank, type PaymentWish } from '../gateways/razorpay/simulator/bank';
import type { Plan } from './plan';
import { type LivingAccount, living, type Stage, staged } from './stage';
import type { Story } from './story';

export interface RazorpayWorld extends LivingAccount {
  bank: Bank;
  /** Razorpay's id of a customer of the plan. */
  idOf(customer: string): string | null;
}

const methods = ['card', 'upi', 'upi', 'netbanking'] as const;

/** `plan`: what of it happens here. `base`: Unix seconds. `life`: as for Stripe's account. */
export function razorpayWorld(seed: string, plan: Plan, base: number, life: string): RazorpayWorld {
  const bank = new Bank(`${seed}/razorpay`);
  const ids = new Map<string, string>();
  const pay = (story: Story, at: number, status: NonNullable<PaymentWish['status']>, slow = false) => {
    const { amount, description, reference, purpose, customer } = story;
    return bank.makePayment({
      at,
      amount,
      currency: story.currency.toUpperCase(),
      status,
      method: slow ? 'emandate' : oneOf(randomFrom(`${seed}/${reference}`), methods),
      customer: ids.get(customer?.id ?? '') ?? null,
      description,
      notes: { purpose, reference },
      ...(customer ? { email: customer.email, contact: customer.phone.replaceAll(' ', '') } : {}),
      ...(customer ? { card: { last4: customer.card.last4, network: 'Visa', name: customer.name } } : {}),
    });
  };
  const stage: Stage<string, string> = {
    join: ({ id, name, email, phone }, at) => {
      const customer = bank.makeCustomer({ at, name, email, phone: phone.replaceAll(' ', '') });
      bank.makeToken(customer, { at });
      ids.set(id, customer);
    },
    paid: (story, at) => pay(story, at, 'captured'),
    waits: (story, at, slow) => pay(story, at, 'created', slow),
    came: (id, at) => bank.capture(at, id),
    failed: (id) => bank.fail(id),
    declined: (story, at) => {
      pay(story, at, 'failed');
    },
    refund: (payment, at, amount) => {
      refund(bank, { at, payment, amount });
    },
    dispute: (payment, at) => openDispute(bank, { at, payment, deduct: true }).id,
    decide: (id, at, outcome) => closeDispute(bank, at, id, outcome),
    payOut: (at) => {
      payOut(bank, at);
    },
  };
  const account = living(staged(plan, stage, base), base, () => bank.reseed(`${seed}/razorpay/written/${life}`));
  return { bank, ...account, idOf: (customer) => ids.get(customer) ?? null };
}
