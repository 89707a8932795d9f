/** Plays the plan's stories at any gateway's simulated account: the account says how each thing is done there, this says when. */
import { DAY, HISTORY_S, type Plan } from './plan';
import type { Story } from './story';
import { Timeline } from './timeline';

type Customer = Plan['customers'][number];

/** How things are done at one account. Times are Unix seconds. */
export interface Stage<Payment, Dispute> {
  join(customer: Customer, at: number): void;
  paid(story: Story, at: number): Payment;
  /** It waits for the payer, or (`slow`) for their bank; null where the account shows nothing of it until it is paid. */
  waits(story: Story, at: number, slow: boolean): Payment | null;
  came(payment: Payment, at: number): void;
  failed(payment: Payment, at: number): void;
  declined(story: Story, at: number): void;
  refund(payment: Payment, at: number, amount: number): void;
  dispute(payment: Payment, at: number): Dispute;
  decide(dispute: Dispute, at: number, outcome: 'won' | 'lost'): void;
  /** Sends to the bank what there is. */
  payOut(at: number): void;
}

const WEEK = 7 * DAY;
/** 1970-01-05 07:00 UTC, a Monday. */
const MONDAY = 4 * DAY + 7 * 3600;

/**
 * Nothing is made after `base` (what waits then may still end), so that whatever a client writes takes no id that the plan would
 * have given.
 */
export function staged<Payment, Dispute>(plan: Plan, stage: Stage<Payment, Dispute>, base: number): Timeline {
  const timeline = new Timeline();
  const make = (at: number, act: (at: number) => void) => {
    if (at <= base) timeline.plan(at, act);
  };
  for (const customer of plan.customers) make(customer.joinedAt, (at) => stage.join(customer, at));
  for (const story of plan.stories) planStory(story, stage, { make, later: (at, act) => timeline.plan(at, act) });
  const start = base - HISTORY_S;
  for (let at = start - ((start - MONDAY) % WEEK) + WEEK; at <= base; at += WEEK)
    make(at, (when) => stage.payOut(when));
  return timeline;
}

interface Planner {
  make(at: number, act: (at: number) => void): void;
  later(at: number, act: (at: number) => void): void;
}

function planStory<P, D>(story: Story, stage: Stage<P, D>, planner: Planner): void {
  const { at, path } = story;
  if (path.kind === 'declined') planner.make(at, (when) => stage.declined(story, when));
  if (path.kind === 'paid' || (path.kind === 'declined' && path.next === 'paid')) planPaying(story, stage, planner);
  else if (path.kind !== 'declined') planWaiting(story, stage, planner);
}

function planPaying<P, D>(story: Story, stage: Stage<P, D>, planner: Planner): void {
  planner.make(story.at + story.path.after, (when) => {
    afterwards(story, stage.paid(story, when), when, stage, planner);
  });
}

function planWaiting<P, D>(story: Story, stage: Stage<P, D>, planner: Planner): void {
  const { at, path } = story;
  const comes = path.kind === 'confirmed' || path.kind === 'debited';
  const slow = path.kind === 'debited' || path.kind === 'returned';
  planner.make(at, (when) => {
    const payment = stage.waits(story, when, slow);
    if (payment === null) {
      if (comes) planPaying(story, stage, planner);
      return;
    }
    planner.later(at + path.after, (then) => {
      if (!comes) return stage.failed(payment, then);
      stage.came(payment, then);
      afterwards(story, payment, then, stage, planner);
    });
  });
}

function afterwards<P, D>(story: Story, payment: P, paidAt: number, stage: Stage<P, D>, { make }: Planner): void {
  const { refund, dispute } = story;
  if (refund) make(paidAt + refund.after, (at) => stage.refund(payment, at, refund.amount));
  if (!dispute) return;
  make(paidAt + dispute.after, (at) => {
    const opened = stage.dispute(payment, at);
    const { closed } = dispute;
    if (closed) make(at + closed.after, (when) => stage.decide(opened, when, closed.outcome));
  });
}

/** A simulated account that lives by the plan. */
export interface LivingAccount {
  /** Plays everything up to that time (UTC ms); never goes back. */
  catchUp(nowMs: number): void;
}

/** `settled` is called once, when the history is there: what comes then is the clients'. */
export function living(timeline: Timeline, base: number, settled: () => void): LivingAccount {
  let isSettled = false;
  return {
    catchUp(nowMs) {
      const now = Math.floor(nowMs / 1000);
      if (!isSettled) {
        timeline.runUntil(Math.min(now, base));
        if (now >= base) {
          isSettled = true;
          settled();
        }
      }
      timeline.runUntil(now);
    },
  };
}
