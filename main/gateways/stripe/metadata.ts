/** What we write on Stripe's objects to know them again, and how it is read: our attempt's key above all. */
import { isId } from '../../kernel/id';
import type { Ask, RefundAsk } from '../ask';
import { field, textOf } from '../field';
import { cleanText } from '../text';

/** Stripe's limit for one value. */
const MAX_VALUE = 500;

/** `asked`: whether the payer is at a page of Stripe's, or was not there at all. */
export function metadataOf({ key, purpose }: Ask, asked: 'page' | 'charge'): Record<string, string> {
  return { attempt: key, asked, ...(purpose === null ? {} : { purpose }) };
}

export function refundMetadata({ key, reason }: RefundAsk): Record<string, string> {
  return { attempt: key, ...(reason === null ? {} : { reason: cleanText(reason, MAX_VALUE) }) };
}

/** The key of our attempt; null where there is none, or something else that goes by that name. */
export function attemptOf(metadata: unknown): string | null {
  const key = textOf(field(metadata, 'attempt'));
  return key !== null && isId(key) ? key : null;
}

export function isOurCharge(metadata: unknown): boolean {
  return attemptOf(metadata) !== null && field(metadata, 'asked') === 'charge';
}
