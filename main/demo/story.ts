/** One payment of the sample company from its beginning to its end, planned before anything happens. */

import { between, oneOf, type Random } from '../gateways/random';
import type { Decline } from '../gateways/stripe/simulator/bank';
import type { Purpose } from '../kernel/payment';
import type { DemoCustomer } from './customers';
import { phrasesFor } from './phrases';

/** Seconds after the payment was begun. */
type After = number;

export type Path =
  | { kind: 'paid'; after: After }
  /** 3-D Secure: waits for the customer, then paid; or left, and cancelled. */
  | { kind: 'confirmed'; after: After }
  | { kind: 'unconfirmed'; after: After }
  /** A direct debit: under way for days, then paid; or refused by the bank. */
  | { kind: 'debited'; after: After }
  | { kind: 'returned'; after: After }
  /** Declined, then paid at a second try, cancelled, or still waiting for another card (null). */
  | { kind: 'declined'; why: Decline; next: 'paid' | 'cancelled' | null; after: After }
  | { kind: 'withdrawn'; after: After };

export interface Story {
  /** Unix seconds. */
  at: number;
  customer: DemoCustomer | null;
  currency: string;
  /** ISO 4217's minor units, which are also those of the gateways for the currencies used here. */
  amount: number;
  purpose: Purpose;
  description: string;
  reference: string;
  path: Path;
  refund: { after: After; amount: number } | null;
  dispute: { after: After; closed: { after: After; outcome: 'won' | 'lost' } | null } | null;
  /** An old integration's charge, without an intent. */
  alone: boolean;
}

/** When the money came, in Unix seconds; null: never (or not within the plan). */
export function paidAt(story: Story): number | null {
  const { path } = story;
  switch (path.kind) {
    case 'paid':
    case 'confirmed':
    case 'debited':
      return story.at + path.after;
    case 'declined':
      return path.next === 'paid' ? story.at + path.after : null;
    default:
      return null;
  }
}

const presets = [10_000, 10_000, 20_000, 20_000, 50_000, 100_000, 5_000, 2_500];
const renewals = [999, 1_990, 2_900, 4_900, 8_900, 14_900];

/** An amount in minor units that such a payment might have. */
export function amountFor(random: Random, currency: string, purpose: Purpose): number {
  switch (purpose) {
    case 'top-up':
      return fromCents(oneOf(random, presets), currency);
    case 'renewal':
      return fromCents(oneOf(random, renewals), currency);
    case 'invoice':
      return fromCents(between(random, 1_500, 240_000), currency);
    case 'order':
      return fromCents(between(random, 900, 60_000), currency);
    case 'migration':
      return fromCents(between(random, 5_000, 50_000), currency);
  }
}

/** What a dollar is about, where prices are in round sums. */
const worths: Readonly<Record<string, number>> = { inr: 80, ngn: 1_500, ghs: 12, zar: 18 };

/** About the same worth elsewhere: yen have no cents, and the last digit of fils is always 0 at Stripe. */
function fromCents(cents: number, currency: string): number {
  if (currency === 'jpy') return Math.round((cents * 3) / 20) * 10;
  if (currency === 'kwd') return Math.round((cents * 3) / 10) * 10;
  const worth = worths[currency];
  return worth === undefined ? cents : Math.round((cents * worth) / 1_000) * 1_000;
}

const prefixes: Readonly<Record<Purpose, string>> = {
  'top-up': 'TU',
  invoice: 'INV',
  renewal: 'RN',
  order: 'ORD',
  migration: 'MIG',
};

/** `number` counts all payments; the year is that of `at` (Unix seconds). */
export function referenceFor(purpose: Purpose, at: number, number: number): string {
  return `${prefixes[purpose]}-${new Date(at * 1000).getUTCFullYear()}-${String(number).padStart(5, '0')}`;
}

export function descriptionFor(random: Random, language: string, purpose: Purpose, reference: string): string {
  return oneOf(random, phrasesFor(language, purpose)).replace('{reference}', reference);
}

const declines: readonly Decline[] = [
  { code: 'card_declined', declineCode: 'insufficient_funds', message: 'Your card has insufficient funds.' },
  { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' },
  { code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' },
  { code: 'incorrect_cvc', declineCode: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  { code: 'card_declined', declineCode: 'do_not_honor', message: 'Your card was declined.' },
];

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** How it goes: nine of ten are paid at once. */
export function drawPath(random: Random, canDebit: boolean): Path {
  const luck = between(random, 0, 999);
  if (canDebit && luck % 2 === 0) {
    return { kind: luck % 40 === 0 ? 'returned' : 'debited', after: between(random, 3 * DAY, 5 * DAY) };
  }
  if (luck < 25) return { kind: 'confirmed', after: between(random, MINUTE, 20 * MINUTE) };
  if (luck < 35) return { kind: 'unconfirmed', after: DAY };
  if (luck < 60)
    return {
      kind: 'declined',
      why: oneOf(random, declines),
      next: 'paid',
      after: between(random, 2 * MINUTE, 2 * DAY),
    };
  if (luck < 85)
    return { kind: 'declined', why: oneOf(random, declines), next: 'cancelled', after: between(random, HOUR, 3 * DAY) };
  if (luck < 95) return { kind: 'withdrawn', after: between(random, 5 * MINUTE, HOUR) };
  return { kind: 'paid', after: between(random, 1, 8) };
}

/** What follows a paid one: three of a hundred are refunded, two in part, one is disputed. */
export function drawAftermath(random: Random, amount: number): Pick<Story, 'refund' | 'dispute'> {
  const luck = between(random, 0, 999);
  if (luck < 30) return { refund: { after: between(random, HOUR, 20 * DAY), amount }, dispute: null };
  if (luck < 50) {
    const part = Math.max(10, Math.round((amount * between(random, 10, 70)) / 1000) * 10);
    return { refund: { after: between(random, HOUR, 30 * DAY), amount: Math.min(part, amount) }, dispute: null };
  }
  if (luck >= 60) return { refund: null, dispute: null };
  const outcome = luck < 55 ? 'won' : 'lost';
  const closed = { after: between(random, 20 * DAY, 35 * DAY), outcome } as const;
  return { refund: null, dispute: { after: between(random, 5 * DAY, 30 * DAY), closed } };
}
