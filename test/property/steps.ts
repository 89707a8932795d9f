/** What can happen next in a made-up world. Each step works in any world, so that any list of steps is a life. */
import fc from 'fast-check';
import { type PurchaseRecorded, purchaseTax } from '../../main/features/payments/purchase-events';
import { record } from '../../main/journal/record';
import { minor } from '../../main/kernel/money';
import { disputeStates, payoutStatuses, refundStatuses, statuses } from '../../main/kernel/payment';
import { takeFromCredit } from '../../main/ledger/split';
import { act } from '../support/book';
import { shuffled } from '../support/seed';
import * as told from '../support/told';
import { closes, reopens } from './closing-steps';
import { adjusts, approves, expiresCredit, hires, reverses } from './credit-steps';
import {
  asksForInvoice,
  creditsInvoice,
  issuesInvoice,
  paysFromCredit,
  releases,
  settlesShort,
  voidsInvoice,
  writesOff,
} from './invoice-steps';
import {
  announces,
  bringsLines,
  changesMind,
  matches,
  paysInPart,
  splitsLine,
  takesStatementBack,
  unmatches,
} from './matching-steps';
import { merges, unmerges } from './merge-steps';
import { amount, currencies, customerOf, nth, type Step, steps } from './step';
import { takesBack } from './undo-steps';
import { expiresVouchers, issuesVouchers, redeemsVoucher, voidsVouchers } from './voucher-steps';

const owners = ['cus_1', 'cus_2', 'cus_3', null] as const;
/** Most things are told at once; what is not comes with a later sync. */
const told1 = fc.integer({ min: 0, max: 3 }).map((n) => n > 0);

function pickOf<Item>(of: ReadonlyMap<string, Item>, n: number): Item | undefined {
  return [...of.values()][of.size === 0 ? 0 : n % of.size];
}

const newPayment = fc.record({
  status: fc.constantFrom('Completed', 'Completed', ...statuses),
  amount,
  currency: fc.constantFrom(...currencies),
  customer: fc.constantFrom(...owners),
  settles: fc.option(fc.record({ currency: fc.constantFrom('EUR', 'same'), amount, fee: fc.nat(500) })),
  tell: told1,
});

const pays = steps('pays', newPayment, (world, wish) => {
  const id = `pi_${world.now.payments.size}`;
  const { status, currency, customer, settles } = wish;
  const same = settles?.currency === 'same' || currency === 'EUR';
  const settlement = settles
    ? told.settled(`txn_${id}`, same ? wish.amount : settles.amount, settles.fee, { currency: same ? currency : 'EUR' })
    : null;
  const more = { status, amount: wish.amount, currency, customer, settlement, createdAt: world.clock.now() };
  world.now.payments.set(id, told.payment(id, more));
  if (wish.tell) world.tell([id]);
});

const changesStatus = steps(
  'changesStatus',
  fc.record({
    nth,
    status: fc.constantFrom(...statuses),
    amount: fc.option(amount),
    settle: fc.boolean(),
    tell: told1,
  }),
  (world, wish) => {
    const known = pickOf(world.now.payments, wish.nth);
    if (!known) return;
    const { externalId, currency } = known;
    const completed = wish.status === 'Completed';
    // Only what is not paid can be given another amount, also as the book knows it (it would keep what it has booked, and flag the
    // payment); and a settlement once told stays what it is.
    const isPaid = known.status === 'Completed' || world.told.payments.get(externalId)?.status === 'Completed';
    const free = !isPaid && !known.settlement;
    const sum = free && wish.amount !== null ? minor(wish.amount) : known.amount;
    const settlement =
      known.settlement ?? (wish.settle ? told.settled(`txn_${externalId}`, sum, 7, { currency }) : null);
    world.now.payments.set(externalId, {
      ...known,
      amount: sum,
      settlement,
      status: wish.status,
      reason: wish.status === 'Pending' ? 'waiting-gateway' : wish.status === 'Cancelled' ? 'declined' : null,
      completedAt: completed ? world.clock.now() : null,
    });
    if (wish.tell) world.tell([externalId]);
  },
);

const refunds = steps(
  'refunds',
  fc.record({
    nth,
    share: fc.integer({ min: 1, max: 100 }),
    status: fc.constantFrom(...refundStatuses),
    settled: fc.boolean(),
    tell: told1,
  }),
  (world, wish) => {
    const of = pickOf(world.now.payments, wish.nth);
    if (!of) return;
    const id = `re_${world.now.refunds.size}`;
    const sum = Math.max(1, Math.floor((of.amount * wish.share) / 100));
    const { currency, status } = { currency: of.currency, status: wish.status };
    const settlement = wish.settled ? settlementOf(id, sum, of) : null;
    world.now.refunds.set(id, told.refund(id, of.externalId, sum, { currency, status, settlement }));
    if (wish.tell) world.tell([id]);
  },
);

function settlementOf(id: string, sum: number, of: { currency: string; settlement: { currency: string } | null }) {
  return told.settled(`txn_${id}`, -sum, 3, { currency: of.settlement?.currency ?? of.currency });
}

const changesRefund = steps(
  'changesRefund',
  fc.record({ nth, status: fc.constantFrom(...refundStatuses), settle: fc.boolean(), tell: told1 }),
  (world, wish) => {
    const known = pickOf(world.now.refunds, wish.nth);
    const of = known && world.now.payments.get(known.payment);
    if (!known || !of) return;
    const settlement = known.settlement ?? (wish.settle ? settlementOf(known.externalId, known.amount, of) : null);
    world.now.refunds.set(known.externalId, { ...known, status: wish.status, settlement });
    if (wish.tell) world.tell([known.externalId]);
  },
);

const disputes = steps('disputes', fc.record({ nth, withdrawn: fc.boolean(), tell: told1 }), (world, wish) => {
  const of = pickOf(world.now.payments, wish.nth);
  if (!of) return;
  const id = `dp_${world.now.disputes.size}`;
  const withdrawal = wish.withdrawn ? settlementOf(id, of.amount, of) : null;
  world.now.disputes.set(id, told.dispute(id, of.externalId, of.amount, { currency: of.currency, withdrawal }));
  if (wish.tell) world.tell([id]);
});

const changesDispute = steps(
  'changesDispute',
  fc.record({ nth, state: fc.constantFrom(...disputeStates), withdraw: fc.boolean(), back: fc.boolean(), tell: told1 }),
  (world, wish) => {
    const known = pickOf(world.now.disputes, wish.nth);
    const of = known && world.now.payments.get(known.payment);
    if (!known || !of) return;
    const { externalId: id, amount: sum } = known;
    const withdrawal = known.withdrawal ?? (wish.withdraw ? settlementOf(id, sum, of) : null);
    const currency = withdrawal?.currency ?? known.currency;
    const won = wish.state === 'won' && wish.back && withdrawal;
    const reinstatement = known.reinstatement ?? (won ? told.settled(`back_${id}`, sum, -3, { currency }) : null);
    world.now.disputes.set(id, { ...known, state: wish.state, providerStatus: wish.state, withdrawal, reinstatement });
    if (wish.tell) world.tell([id]);
  },
);

const paysOut = steps(
  'paysOut',
  fc.record({ amount, currency: fc.constantFrom(...currencies), sign: fc.constantFrom(1, 1, 1, -1), tell: told1 }),
  (world, wish) => {
    const id = `po_${world.now.payouts.size}`;
    const settlements = [`txn_pi_${world.now.payouts.size}`]; // a settlement goes into one payout
    const { currency } = wish;
    world.now.payouts.set(id, told.payout(id, wish.amount * wish.sign, { currency, settlements }));
    if (wish.tell) world.tell([id]);
  },
);

const changesPayout = steps(
  'changesPayout',
  fc.record({ nth, status: fc.constantFrom(...payoutStatuses), tell: told1 }),
  (world, wish) => {
    const known = pickOf(world.now.payouts, wish.nth);
    if (!known) return;
    world.now.payouts.set(known.externalId, { ...known, status: wish.status, providerStatus: wish.status });
    if (wish.tell) world.tell([known.externalId]);
  },
);

const buys = steps(
  'buys',
  fc.record({
    ...{ customer: fc.constantFrom('cus_1', 'cus_2', 'cus_3'), amount, currency: fc.constantFrom(...currencies) },
    taxed: fc.boolean(),
  }),
  (world, wish) => {
    const { book } = world;
    const of = customerOf(world, wish.customer);
    if (!of) return;
    const { amount: sum, currency } = wish;
    record(book, act(book, wish), function* ({ balance }) {
      const words = { product: 'hosting', description: 'Server', reference: '' };
      const payload: PurchaseRecorded = {
        customer: of,
        amount: sum,
        currency,
        ...words,
        ...purchaseTax(sum, wish.taxed ? { code: 'P', rate: '21' } : null),
        ...takeFromCredit(balance, of, sum, currency),
      };
      yield { kind: 'purchase.recorded', subject: book.newId(), occurredAt: world.clock.now(), payload };
    });
    world.purchases.push({ ...wish, customer: world.ownerNow(wish.customer) });
  },
);

/** Everything again, in any order, some of it twice, over one commit or many. */
const syncs = steps('syncs', fc.record({ seed: fc.nat(), together: fc.boolean() }), (world, { seed, together }) => {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
  const names = world.names();
  world.tell(shuffled([...names, ...names.slice(0, 3)], next), together);
});

const passes = steps('passes', fc.integer({ min: -2, max: 72 }), (world, hours) => {
  world.clock.at += hours * 3_600_000;
});

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: pays },
  { weight: 3, arbitrary: changesStatus },
  { weight: 3, arbitrary: refunds },
  { weight: 3, arbitrary: changesRefund },
  { weight: 2, arbitrary: disputes },
  { weight: 3, arbitrary: changesDispute },
  { weight: 1, arbitrary: paysOut },
  { weight: 1, arbitrary: changesPayout },
  { weight: 4, arbitrary: buys },
  { weight: 1, arbitrary: syncs },
  { weight: 2, arbitrary: passes },
  { weight: 4, arbitrary: issuesInvoice },
  { weight: 4, arbitrary: paysFromCredit },
  { weight: 3, arbitrary: asksForInvoice },
  { weight: 2, arbitrary: creditsInvoice },
  { weight: 1, arbitrary: voidsInvoice },
  { weight: 1, arbitrary: releases },
  { weight: 1, arbitrary: settlesShort },
  { weight: 2, arbitrary: writesOff },
  { weight: 2, arbitrary: issuesVouchers },
  { weight: 4, arbitrary: redeemsVoucher },
  { weight: 1, arbitrary: voidsVouchers },
  { weight: 1, arbitrary: expiresVouchers },
  { weight: 1, arbitrary: hires },
  { weight: 4, arbitrary: adjusts },
  { weight: 2, arbitrary: reverses },
  { weight: 2, arbitrary: approves },
  { weight: 1, arbitrary: expiresCredit },
  { weight: 2, arbitrary: closes },
  { weight: 1, arbitrary: reopens },
  { weight: 2, arbitrary: merges },
  { weight: 2, arbitrary: unmerges },
  { weight: 4, arbitrary: takesBack },
  { weight: 2, arbitrary: announces },
  { weight: 3, arbitrary: bringsLines },
  { weight: 5, arbitrary: matches },
  { weight: 2, arbitrary: unmatches },
  { weight: 1, arbitrary: paysInPart },
  { weight: 1, arbitrary: changesMind },
  { weight: 1, arbitrary: splitsLine },
  { weight: 1, arbitrary: takesStatementBack },
);
