/** What we write beside a payment for ourselves, which PayPal keeps: whose it is, and what for. */
import { type Purpose, purposes } from '../../kernel/payment';

const ownId = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([a-z-]+))?$/;

/** What we put into `custom_id`, which PayPal keeps beside the payment: the attempt's key, and the purpose. */
export function customIdOf(key: string, purpose: Purpose | null): string {
  return purpose === null ? key : `${key}.${purpose}`;
}

/** Reads it back; nothing of ours gives nulls. */
export function readCustomId(text: unknown): { attempt: string | null; purpose: Purpose | null } {
  const [, attempt = null, word] = ownId.exec(typeof text === 'string' ? text : '') ?? [];
  return { attempt, purpose: purposes.find((purpose) => purpose === word) ?? null };
}
