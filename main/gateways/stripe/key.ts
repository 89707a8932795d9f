/** Stripe's API keys: what one looks like, and which may be used where. Nothing is sent from here. */
import { Failure } from '../../kernel/failure';

const MAX_LENGTH = 255;

/** The key without what copying leaves around it (spaces, line ends, quotes). Throws Failure that names what is wrong. */
export function checkKey(text: string, environment: 'live' | 'sandbox'): string {
  const key = trimmedKey(text);
  if (key.startsWith('pk_')) throw new Failure('key-publishable', { gateway: 'Stripe' });
  const match = /^(?:sk|rk)_(test|live)_[A-Za-z0-9]{8,}$/.exec(key);
  if (!match || key.length > MAX_LENGTH) throw new Failure('key-malformed', { gateway: 'Stripe' });
  const found = match[1] === 'live' ? 'live' : 'sandbox';
  if (found !== environment) throw new Failure('key-wrong-environment', { found, wanted: environment });
  return key;
}

export function isLiveKey(text: string): boolean {
  return /^(?:sk|rk)_live_/.test(trimmedKey(text));
}

function trimmedKey(text: string): string {
  return text.replace(/^[\s"'`“”‘’]+|[\s"'`“”‘’]+$/g, '');
}
