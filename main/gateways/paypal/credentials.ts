/** The app's client id and secret: what they look like. Which environment they belong to does not show; PayPal refuses the wrong one. */
import { Failure } from '../../kernel/failure';
import type { CredentialField } from '../gateway';

const shape = /^[A-Za-z0-9_-]{16,255}$/;

function check(text: string): string {
  const trimmed = text.replace(/^[\s"'`“”‘’]+|[\s"'`“”‘’]+$/g, '');
  if (!shape.test(trimmed)) throw new Failure('key-malformed', { gateway: 'PayPal' });
  return trimmed;
}

export const clientId: CredentialField = { name: 'clientId', secret: false, check };
export const clientSecret: CredentialField = { name: 'clientSecret', secret: true, check };
