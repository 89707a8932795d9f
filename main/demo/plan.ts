/** Twelve months of the sample company's payments: about 2,000 stories up to a base time. A pure function of (seed, base). */
import { between, oneOf, randomFrom } from '../gateways/random';
import type { Purpose } from '../kernel/payment';
import { companyCustomers, type DemoCustomer, type Home } from './customers';
import { amountFor, descriptionFor, drawAftermath, drawPath, referenceFor, type Story } from './story';
import { unfinishedStories } from './unfinished';

export const DAY = 86_400;
export const HISTORY_S = 365 * DAY;
/** With those in coins (`coins-world.ts`) two thousand. */
const PAYMENTS = 1_920;
const MONTHS = 12;
/** What is begun later than this before the base is planned one by one (`unfinished.ts`). */
const QUIET_S = 600;

export interface Plan {
  customers: readonly (DemoCustomer & { joinedAt: number })[];
  /** In the order of their time. */
  stories: readonly Story[];
}

const purposes: readonly Purpose[] = [
  'top-up',
  'top-up',
  'top-up',
  'top-up',
  'top-up',
  'invoice',
  'invoice',
  'invoice',
  'order',
  'order',
];

/** `baseMs`: UTC milliseconds of the company's "today". */
export function demoPlan(seedNumber: number, baseMs: number): Plan {
  const seed = `${seedNumber}`;
  const base = Math.floor(baseMs / 1000);
  const random = randomFrom(`${seed}/plan`);
  const customers = companyCustomers(seed).map((customer, index) => {
    const early = base - HISTORY_S - between(random, DAY, 40 * DAY);
    const late = base - between(random, 30 * DAY, 300 * DAY);
    return { ...customer, joinedAt: index % 4 === 3 ? late : early };
  });
  const drafts: Draft[] = [...renewalDrafts(customers, base)];
  const unfinished = unfinishedStories(seed, base, customers);
  // Those few who pay through Razorpay pay often.
  const drawn = [...customers, ...customers.filter(({ home }) => home === 'razorpay')];
  while (drafts.length < PAYMENTS - unfinished.length) {
    const customer = oneOf(random, drawn);
    const from = Math.max(customer.joinedAt + 600, base - HISTORY_S);
    // A growing business: the later the more.
    const share = Math.max(between(random, 0, 9_999), between(random, 0, 9_999));
    const at = from + Math.floor(((base - QUIET_S - from) * share) / 10_000);
    const purpose = between(random, 0, 59) === 0 ? 'migration' : oneOf(random, purposes);
    drafts.push({ at, customer, purpose });
  }
  drafts.sort((a, b) => a.at - b.at);
  const stories = drafts.map((draft, number) => overBy(base, told(seed, draft, number + 1)));
  return { customers, stories: [...stories, ...unfinished].sort((a, b) => a.at - b.at) };
}

/** What waits at the base is there one by one (`unfinished.ts`): one that would wait by chance was paid at once. */
function overBy(base: number, story: Story): Story {
  const { path } = story;
  const waits = path.kind === 'declined' && path.next === null;
  return waits || story.at + path.after > base ? { ...story, path: { kind: 'paid', after: 4 } } : story;
}

/** What of it happens at one gateway; who is nobody's customer is Stripe's. */
export function planOf(home: Home, { customers, stories }: Plan): Plan {
  return {
    customers: customers.filter((customer) => customer.home === home),
    stories: stories.filter(({ customer }) => (customer?.home ?? 'stripe') === home),
  };
}

interface Draft {
  at: number;
  customer: DemoCustomer;
  purpose: Purpose;
}

function* renewalDrafts(customers: Plan['customers'], base: number): Generator<Draft> {
  for (const [index, customer] of customers.entries()) {
    if (!customer.renews) continue;
    for (let month = 0; month < MONTHS; month++) {
      const at = base - QUIET_S - ((index * 7_919) % (30 * DAY)) - month * 30 * DAY;
      if (at > customer.joinedAt + 600) yield { at, customer, purpose: 'renewal' };
    }
  }
}

/** `number` counts the company's payments from 1. */
export function told(seed: string, draft: Draft, number: number): Story {
  const { at, customer, purpose } = draft;
  const random = randomFrom(`${seed}/story/${number}`);
  const { currency, home } = customer;
  const amount = amountFor(random, currency, purpose);
  const reference = referenceFor(purpose, at, number);
  const atStripe = home === 'stripe';
  const alone = atStripe && number % 400 === 7;
  const path = alone
    ? ({ kind: 'paid', after: 0 } as const)
    : drawPath(random, customer.debit !== null && purpose !== 'top-up');
  return {
    at,
    customer: atStripe && number % 331 === 5 ? null : customer,
    currency,
    amount,
    purpose,
    description: descriptionFor(random, customer.place.language, purpose, reference),
    reference,
    path,
    ...(alone ? { refund: null, dispute: null } : drawAftermath(random, amount)),
    alone,
  };
}
