/** When an invoice is charged next, and why not. Pure: the days are the book's, and `timeOf` knows when their hours are. */
import type { NoTryReason, Retrier } from '../../kernel/charge';
import { type Again, againAfter, type DeclineClass } from '../../kernel/decline';
import { addDays, type Day } from '../../kernel/time';

export interface ChargeRules {
  /** Off: nothing is charged by itself. */
  automatic: boolean;
  /** Of the day, in the book's time zone. */
  hour: number;
  /** Days after the due day on which a failed charge is tried again, rising. */
  days: readonly number[];
  /** So many days after the due day it ends. */
  stopDays: number;
  /** By the key of a gateway account; left out: we. */
  retriers: Readonly<Record<string, Retrier>>;
}

export const usualRules: ChargeRules = { automatic: false, hour: 9, days: [1, 3, 5, 7], stopDays: 14, retriers: {} };

/** One charge that was asked for. `end` null: a person gave it up. */
export interface Try {
  /** UTC milliseconds: when it was begun, and when it ended. */
  at: number;
  endedAt: number;
  end: DeclineClass | 'paid' | null;
  /** With the method that would be charged next, as that is now. */
  sameMethod: boolean;
}

export interface Charged {
  dueDay: Day;
  /** The customer promised to pay by then. */
  promisedDay: Day | null;
  stopped: boolean;
  /** Money that paid it went back: it was paid once, and only a person asks for it again. */
  returned: boolean;
  /** A payment for it is Pending: under way, unknown, or waiting for the customer. */
  underWay: boolean;
  /** Null: no method may be charged. */
  method: { retrier: Retrier } | null;
  /** The oldest first. */
  tries: readonly Try[];
}

export type Next = { at: number; why: null } | { at: null; why: NoTryReason };

/** The first UTC millisecond of an hour of a day, in the book's time zone. */
export type TimeOf = (day: Day, hour: number) => number;

/** A fault of the gateway is tried again so many minutes later; after the last of them it waits for the schedule's next day. */
const faultMinutes = [5, 15, 60];
const MINUTE_MS = 60_000;

/** A promise moves everything: the days count from it. One for a day before the due day changes nothing. */
function baseOf({ dueDay, promisedDay }: Charged): Day {
  return promisedDay !== null && promisedDay > dueDay ? promisedDay : dueDay;
}

const isPromised = (charged: Charged) => baseOf(charged) !== charged.dueDay;

/** After this day nothing is tried any more. */
export function stopDay(charged: Charged, rules: ChargeRules): Day {
  return addDays(baseOf(charged), rules.stopDays);
}

/**
 * When it is charged next; a time that is over means: now. What was missed (the machine was off, no network) is one try, for a try
 * uses up every time before it.
 */
export function nextTry(charged: Charged, rules: ChargeRules, timeOf: TimeOf, now: number): Next {
  const why = refusal(charged, rules);
  if (why) return { at: null, why };
  const times = timesOf(charged, rules, timeOf);
  const last = charged.tries.at(-1);
  const soon = last ? soonAfter(charged.tries) : null;
  // Of what was promised nothing is asked for before the promised day is over, a fault of the gateway or not.
  const isSoon = soon !== null && (!isPromised(charged) || soon >= timeOf(addDays(baseOf(charged), 1), 0));
  const day = times.find((at) => last === undefined || at > last.at);
  const end = timeOf(addDays(stopDay(charged, rules), 1), 0);
  const at = isSoon && (day === undefined || soon < day) ? soon : day;
  if (at === undefined || at >= end || now >= end) return { at: null, why: 'over' };
  return { at, why: null };
}

function refusal(charged: Charged, rules: ChargeRules): NoTryReason | null {
  const { stopped, underWay, method, returned } = charged;
  if (!rules.automatic) return 'off';
  if (stopped) return 'stopped';
  if (underWay) return 'under-way';
  if (!method) return 'no-method';
  if (method.retrier !== 'counterfoil') return 'others';
  return returned ? 'person' : mayRepeat(charged.tries);
}

/**
 * `never`: this method was declined for good; `person`: nobody knows why it was, or a person ended it. Null: it may be tried again.
 * What nobody knows may have been for good: no later answer makes it something to repeat by itself.
 */
export function mayRepeat(tries: readonly Try[]): 'never' | 'person' | null {
  const before = tries.filter((each) => each.sameMethod).map(({ end }) => again(end));
  if (before.includes('never')) return 'never';
  return before.includes('person') ? 'person' : null;
}

function again(end: Try['end']): Again {
  if (end === null) return 'person';
  return end === 'paid' ? 'days' : againAfter(end);
}

/** On the due day and the days after it; after a promise only on the days after the promised one. */
function timesOf(charged: Charged, rules: ChargeRules, timeOf: TimeOf): number[] {
  const base = baseOf(charged);
  const days = isPromised(charged) ? rules.days : [0, ...rules.days];
  return days.map((day) => timeOf(addDays(base, day), rules.hour));
}

/** After so many faults of the gateway in a row; null: the last one was none, or there were too many. */
function soonAfter(tries: readonly Try[]): number | null {
  const since = tries.findLastIndex(({ end }) => again(end) !== 'minutes');
  const faults = tries.slice(since + 1);
  const minutes = faultMinutes[faults.length - 1];
  const last = faults.at(-1);
  return last && minutes !== undefined ? last.endedAt + minutes * MINUTE_MS : null;
}
