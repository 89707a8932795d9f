/**
 * What the sample company's customers bought with what they paid in: services at once after an invoice, renewal, order or
 * migration; usage of prepaid credit at the end of each month. A pure function of (seed, base).
 */
import { between, oneOf, type Random, randomFrom } from '../gateways/random';
import type { Purpose } from '../kernel/payment';
import type { DemoCustomer } from './customers';
import { DAY, demoPlan, HISTORY_S } from './plan';
import { paidAt, type Story } from './story';

export interface DemoPurchase {
  /** As the plan names the customer. */
  customer: string;
  /** Positive, minor units of `currency`. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  /** What was sold, as `sales:<product>` names it. */
  product: string;
  description: string;
  reference: string;
  purpose: Purpose | null;
  /** UTC milliseconds. */
  occurredAt: number;
}

const productOf: Readonly<Record<Purpose, string>> = {
  'top-up': 'telephony',
  invoice: 'hosting',
  renewal: 'hosting',
  order: 'storage',
  migration: 'migration',
};

/** In the order of their time; all before the base (`baseMs`, UTC milliseconds). */
export function demoPurchases(seed: number, baseMs: number): DemoPurchase[] {
  const base = Math.floor(baseMs / 1000);
  const plan = demoPlan(seed, baseMs);
  const storiesOf = new Map<string, Story[]>();
  for (const story of plan.stories) {
    if (!story.customer) continue;
    const known = storiesOf.get(story.customer.id) ?? [];
    known.push(story);
    storiesOf.set(story.customer.id, known);
  }
  const purchases = plan.customers.flatMap((customer, index) =>
    purchasesOf(randomFrom(`${seed}/purchases/${index}`), customer, storiesOf.get(customer.id) ?? [], {
      base,
      billed: billedUpTo(base, index),
    }),
  );
  return purchases.sort((a, b) => a.occurredAt - b.occurredAt);
}

/** Unix seconds. */
interface Ends {
  base: number;
  /** Where the customer's own year of usage ends. */
  billed: number;
}

/** Each customer is billed on a day and at an hour of its own: the last time between one day and three weeks before the base. */
function billedUpTo(base: number, index: number): number {
  return base + 4 * DAY - ((index * 7_919) % 20) * DAY - ((index * 104_729) % 24) * 3_600;
}

interface Movement {
  at: number;
  /** Signed, minor units. */
  credit: number;
}

function purchasesOf(
  random: Random,
  customer: DemoCustomer,
  stories: readonly Story[],
  { base, billed }: Ends,
): DemoPurchase[] {
  const purchases: DemoPurchase[] = [];
  const prepaid: Movement[] = [];
  for (const story of stories) {
    const paid = paidAt(story);
    if (paid === null || paid >= base - DAY) continue;
    if (story.purpose === 'top-up') prepaid.push({ at: paid, credit: story.amount }, ...lossesOf(story, paid, base));
    else purchases.push(serviceFor(story, paid + between(random, 60, 1200)));
  }
  const usage = usageOf(random, customer, prepaid, billed);
  return [...purchases, ...usage];
}

/** What was refunded or lost again cannot be used up. */
function lossesOf(story: Story, paid: number, base: number): Movement[] {
  const losses: Movement[] = [];
  if (story.refund) losses.push({ at: paid + story.refund.after, credit: -story.refund.amount });
  if (story.dispute?.closed?.outcome === 'lost') losses.push({ at: paid + story.dispute.after, credit: -story.amount });
  return losses.filter((loss) => loss.at < base);
}

function serviceFor(story: Story, at: number): DemoPurchase {
  return {
    customer: story.customer?.id ?? '',
    amount: story.amount,
    currency: story.currency.toUpperCase(),
    product: productOf[story.purpose],
    description: story.description,
    reference: story.reference,
    purpose: story.purpose,
    occurredAt: at * 1000,
  };
}

/** Each month's end takes a part of the prepaid credit; those who owe take more than there is in the last month. */
function usageOf(random: Random, customer: DemoCustomer, prepaid: readonly Movement[], base: number): DemoPurchase[] {
  const usage: DemoPurchase[] = [];
  let used = 0;
  for (let end = base - HISTORY_S + 30 * DAY; end < base; end += 30 * DAY) {
    const isLast = end + 30 * DAY >= base;
    const credit = prepaid.reduce((sum, movement) => (movement.at <= end ? sum + movement.credit : sum), 0) - used;
    const percent = isLast && customer.owes ? between(random, 110, 160) : between(random, 35, 90);
    const amount = Math.floor((credit * percent) / 1000) * 10;
    if (amount <= 0) continue;
    used += amount;
    const day = new Date(end * 1000).toISOString().slice(0, 10);
    usage.push({
      customer: customer.id,
      amount,
      currency: customer.currency.toUpperCase(),
      product: oneOf(random, ['telephony', 'traffic']),
      description: `Usage of the 30 days to ${day}`,
      reference: `US-${day}-${customer.id.slice(-5)}`,
      purpose: null,
      occurredAt: end * 1000,
    });
  }
  return usage;
}
