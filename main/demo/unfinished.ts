/** What is not over at the base time, planned one by one so that each kind is there to be seen: waiting, under way, disputed. */
import { oneOf, randomFrom } from '../gateways/random';
import type { Purpose } from '../kernel/payment';
import type { DemoCustomer, Home } from './customers';
import { amountFor, descriptionFor, type Path, referenceFor, type Story } from './story';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const FIRST_NUMBER = 90_000;

interface Sketch {
  /** Seconds before the base. */
  ago: number;
  purpose: Purpose;
  path: Path;
  dispute?: Story['dispute'];
  refund?: number;
}

const noFunds = {
  code: 'card_declined',
  declineCode: 'insufficient_funds',
  message: 'Your card has insufficient funds.',
};
const expired = { code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' };

/** Ends that many seconds after the base. */
const endsAfter = (ago: number, seconds: number) => ago + seconds;

const sketches: readonly Sketch[] = [
  // Fresh ones, which end while one watches.
  { ago: 20, purpose: 'top-up', path: { kind: 'confirmed', after: endsAfter(20, 25) } },
  { ago: 45, purpose: 'order', path: { kind: 'confirmed', after: endsAfter(45, 40) } },
  { ago: 70, purpose: 'top-up', path: { kind: 'unconfirmed', after: endsAfter(70, 75) } },
  { ago: 95, purpose: 'invoice', path: { kind: 'debited', after: endsAfter(95, 60) } },
  { ago: 130, purpose: 'top-up', path: { kind: 'confirmed', after: endsAfter(130, 100) } },
  { ago: 160, purpose: 'invoice', path: { kind: 'declined', why: noFunds, next: 'paid', after: endsAfter(160, 125) } },
  {
    ago: 200,
    purpose: 'order',
    path: { kind: 'declined', why: expired, next: 'cancelled', after: endsAfter(200, 150) },
  },
  { ago: 235, purpose: 'top-up', path: { kind: 'confirmed', after: endsAfter(235, 180) } },
  // Waiting longer.
  { ago: 25 * MINUTE, purpose: 'top-up', path: { kind: 'unconfirmed', after: DAY } },
  { ago: 2 * HOUR, purpose: 'order', path: { kind: 'unconfirmed', after: DAY } },
  { ago: 9 * HOUR, purpose: 'invoice', path: { kind: 'unconfirmed', after: DAY } },
  { ago: 5 * HOUR, purpose: 'top-up', path: { kind: 'declined', why: noFunds, next: null, after: 0 } },
  { ago: 2 * DAY, purpose: 'invoice', path: { kind: 'declined', why: expired, next: null, after: 0 } },
  { ago: 1 * DAY, purpose: 'invoice', path: { kind: 'debited', after: 4 * DAY } },
  { ago: 2 * DAY, purpose: 'invoice', path: { kind: 'debited', after: 4 * DAY } },
  { ago: 3 * DAY, purpose: 'renewal', path: { kind: 'returned', after: 5 * DAY } },
  // Disputes: two open, one of each end lately; and a refund of today.
  { ago: 19 * DAY, purpose: 'order', path: { kind: 'paid', after: 4 }, dispute: { after: 16 * DAY, closed: null } },
  { ago: 34 * DAY, purpose: 'top-up', path: { kind: 'paid', after: 3 }, dispute: { after: 25 * DAY, closed: null } },
  {
    ago: 50 * DAY,
    purpose: 'order',
    path: { kind: 'paid', after: 5 },
    dispute: { after: 12 * DAY, closed: { after: 36 * DAY, outcome: 'won' } },
  },
  {
    ago: 52 * DAY,
    purpose: 'invoice',
    path: { kind: 'paid', after: 5 },
    dispute: { after: 13 * DAY, closed: { after: 37 * DAY, outcome: 'lost' } },
  },
  { ago: 6 * HOUR, purpose: 'order', path: { kind: 'paid', after: 6 }, refund: 4 * HOUR },
];

/** What there is of each other gateway. */
const elsewhere: readonly Sketch[] = [
  { ago: 90 * MINUTE, purpose: 'top-up', path: { kind: 'unconfirmed', after: DAY } },
  { ago: 20 * HOUR, purpose: 'invoice', path: { kind: 'debited', after: 3 * DAY } },
  { ago: 5 * HOUR, purpose: 'order', path: { kind: 'paid', after: 6 }, refund: 3 * HOUR },
  { ago: 16 * DAY, purpose: 'order', path: { kind: 'paid', after: 4 }, dispute: { after: 14 * DAY, closed: null } },
  {
    ago: 70 * DAY,
    purpose: 'top-up',
    path: { kind: 'paid', after: 5 },
    dispute: { after: 12 * DAY, closed: { after: 30 * DAY, outcome: 'won' } },
  },
  {
    ago: 90 * DAY,
    purpose: 'invoice',
    path: { kind: 'paid', after: 5 },
    dispute: { after: 13 * DAY, closed: { after: 31 * DAY, outcome: 'lost' } },
  },
];
const otherHomes: readonly Home[] = ['paypal', 'razorpay', 'paystack'];

/** `base`: Unix seconds. */
export function unfinishedStories(seed: string, base: number, customers: readonly DemoCustomer[]): Story[] {
  const all = [
    ...sketches.map((sketch) => ({ sketch, home: 'stripe' })),
    ...otherHomes.flatMap((home) => elsewhere.map((sketch) => ({ sketch, home }))),
  ];
  return all.map(({ sketch, home }, index) => {
    const random = randomFrom(`${seed}/unfinished/${index}`);
    const isDebit = home === 'stripe' && (sketch.path.kind === 'debited' || sketch.path.kind === 'returned');
    const customer = oneOf(
      random,
      customers.filter((each) => each.home === home && (!isDebit || each.debit !== null)),
    );
    const at = base - sketch.ago;
    const { currency } = customer;
    const amount = amountFor(random, currency, sketch.purpose);
    const reference = referenceFor(sketch.purpose, at, FIRST_NUMBER + index);
    return {
      at,
      customer,
      currency,
      amount,
      purpose: sketch.purpose,
      description: descriptionFor(random, customer.place.language, sketch.purpose, reference),
      reference,
      path: sketch.path,
      refund: sketch.refund === undefined ? null : { after: sketch.refund, amount },
      dispute: sketch.dispute ?? null,
      alone: false,
    };
  });
}
