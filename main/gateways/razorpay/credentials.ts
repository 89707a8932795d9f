/** Razorpay's key pair: what its two halves look like, and which may be used where. Nothing is sent from here. */
import { Failure } from '../../kernel/failure';
import type { CredentialField } from '../gateway';

type Environment = 'live' | 'sandbox';

/** The id without what copying leaves around it. Throws Failure that names what is wrong. */
export function checkKeyId(text: string, environment: Environment): string {
  const key = trimmed(text);
  const match = /^rzp_(test|live)_[A-Za-z0-9]{8,40}$/.exec(key);
  if (!match) throw new Failure('key-malformed', { gateway: 'Razorpay' });
  const found = match[1] === 'live' ? 'live' : 'sandbox';
  if (found !== environment) throw new Failure('key-wrong-environment', { found, wanted: environment });
  return key;
}

/** Razorpay does not say how a secret is formed; one that begins like an id is the id pasted twice. */
export function checkKeySecret(text: string): string {
  const secret = trimmed(text);
  if (!/^[\x21-\x7e]{8,255}$/.test(secret) || /^rzp_(test|live)_/.test(secret)) {
    throw new Failure('key-malformed', { gateway: 'Razorpay' });
  }
  return secret;
}

export function isLiveKeyId(text: string): boolean {
  return trimmed(text).startsWith('rzp_live_');
}

export const credentials: readonly CredentialField[] = [
  { name: 'keyId', secret: false, check: checkKeyId },
  { name: 'keySecret', secret: true, check: checkKeySecret },
];

function trimmed(text: string): string {
  return text.replace(/^[\s"'`“”‘’]+|[\s"'`“”‘’]+$/g, '');
}
