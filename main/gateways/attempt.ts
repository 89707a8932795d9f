/** What one asking of a provider came to, and what follows: when to look it up, and whether its key may be sent once more. */
import type { AttemptState } from '../kernel/attempt';
import { Failure, type FailureCode } from '../kernel/failure';
import { OutcomeUnknown } from './ask';

/**
 * `not-sent`: the provider certainly did nothing, and may be asked later. `refused`: it did nothing and would do nothing later
 * either. `unknown`: all else, whatever it looks like.
 */
export type Sent<Answer> =
  | { kind: 'answered'; answer: Answer }
  | { kind: 'not-sent'; failure: Failure }
  | { kind: 'refused'; failure: Failure }
  | { kind: 'unknown'; cause: unknown };

/** Of these it is certain that nothing was done; they pass. */
const passing: readonly FailureCode[] = [
  'gateway-offline',
  'gateway-rate-limited',
  'key-refused',
  'key-forbidden',
  'sign-in-needed',
  'sign-in-refused',
  'passphrase-needed',
  'sign-in-needed',
  'sign-in-refused',
  'gateway-none',
];

/** Of these too: an adapter says so of what it was asked, before it asks anybody. They do not pass. */
const senseless: readonly FailureCode[] = [
  'input-invalid',
  'payer-email-needed',
  'payer-contact-needed',
  'method-home-currency',
  'too-many-decimals',
  'not-offered',
];

/** Statuses under 500 by which a provider may mean an earlier request under the same key. */
const ambiguous = [408, 409, 425, 429];

/**
 * Asks once. Never throws: an error that nobody foresaw (an answer that could not be read) is doubt like a timeout. `again`: the
 * same key was sent before, so that a refusal now says nothing of what was done then.
 */
export async function sendOnce<Answer>(call: () => Promise<Answer>, again: boolean): Promise<Sent<Answer>> {
  try {
    return { kind: 'answered', answer: await call() };
  } catch (cause) {
    if (again || cause instanceof OutcomeUnknown || !(cause instanceof Failure)) return { kind: 'unknown', cause };
    if (passing.includes(cause.code)) return { kind: 'not-sent', failure: cause };
    return isRefusal(cause) ? { kind: 'refused', failure: cause } : { kind: 'unknown', cause };
  }
}

function isRefusal({ code, params }: Failure): boolean {
  if (senseless.includes(code)) return true;
  if (code !== 'gateway-error' || typeof params.status !== 'number') return false;
  return params.status >= 400 && params.status < 500 && !ambiguous.includes(params.status);
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** From one look-up to the next. Some providers list what they did hours later. */
const lookUpsMs = [2, 5, 15, 60, 120, 300, 600, 1_800, 3_600, 7_200, 10_800].map((seconds) => seconds * SECOND_MS);

/** Milliseconds until the look-up after `done` of them. Past the last, once a day: the truth may still come. */
export function lookUpAfterMs(done: number): number {
  return lookUpsMs[done] ?? 24 * HOUR_MS;
}

/** So many look-ups that found nothing, over six hours and more, and a person decides. */
export const LOOK_UPS = lookUpsMs.length;

/** Milliseconds until a try that could not be sent is tried again. */
export function tryAfterMs(tries: number): number {
  return Math.min(15 * MINUTE_MS, 30 * SECOND_MS * 2 ** Math.min(tries, 10));
}

/** No provider promises a key for longer than a day: an hour before that it is only looked up. */
const LONGEST_KEY_MS = 23 * HOUR_MS;

/**
 * Whether the very same request may be sent once more under its key. `honouredMs`: how long the provider promises to answer a
 * repeated key with the first result; left out: not at all. `sameRequest`: it would be byte for byte what was sent.
 */
export function maySendAgain(
  state: AttemptState,
  sentAt: number,
  nowMs: number,
  honouredMs: number | undefined,
  sameRequest: boolean,
): boolean {
  if (state !== 'unknown' && state !== 'not-found') return false;
  const ageMs = nowMs - sentAt;
  // A clock that went back says nothing about the age.
  return sameRequest && ageMs >= 0 && ageMs < Math.min(honouredMs ?? 0, LONGEST_KEY_MS);
}

/** A key is sent again by itself only while whoever asked for it is still at the screen; later a person says so. */
export const SENDS_AGAIN_WITHIN_MS = 10 * MINUTE_MS;
