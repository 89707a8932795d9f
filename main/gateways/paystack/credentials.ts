/** Paystack's secret key: what one looks like, and which may be used where. Nothing is sent from here. */
import { Failure } from '../../kernel/failure';
import type { CredentialField } from '../gateway';

const MAX_LENGTH = 255;

/** The key without what copying leaves around it (spaces, line ends, quotes). Throws Failure that names what is wrong. */
export function checkKey(text: string, environment: 'live' | 'sandbox'): string {
  const key = trimmedKey(text);
  if (key.startsWith('pk_')) throw new Failure('key-publishable', { gateway: 'Paystack' });
  const match = /^sk_(test|live)_[A-Za-z0-9]{8,}$/.exec(key);
  if (!match || key.length > MAX_LENGTH) throw new Failure('key-malformed', { gateway: 'Paystack' });
  const found = match[1] === 'live' ? 'live' : 'sandbox';
  if (found !== environment) throw new Failure('key-wrong-environment', { found, wanted: environment });
  return key;
}

export function isLiveKey(text: string): boolean {
  return trimmedKey(text).startsWith('sk_live_');
}

export const keyField: CredentialField = { name: 'key', secret: true, check: checkKey };

function trimmedKey(text: string): string {
  return text.replace(/^[\s"'`“”‘’]+|[\s"'`“”‘’]+$/g, '');
}
