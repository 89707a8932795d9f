/** What NOWPayments must be given: an API key, and for the list of payments the e-mail and password of its dashboard. */
import { Failure } from '../../kernel/failure';
import type { CredentialField } from '../gateway';

const gateway = 'NOWPayments';
const MAX_LENGTH = 200;

/** The key without what copying leaves around it. Live and sandbox keys look alike. Throws Failure key-malformed. */
export function checkKey(text: string): string {
  const key = text.replace(/^[\s"'`“”‘’]+|[\s"'`“”‘’]+$/g, '');
  if (!/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(key) || key.length < 16 || key.length > MAX_LENGTH) {
    throw new Failure('key-malformed', { gateway });
  }
  return key;
}

/** Capital letters count there, so they stay. Empty: none. */
function checkEmail(text: string): string {
  const email = text.trim();
  if (email !== '' && (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > MAX_LENGTH)) {
    throw new Failure('dashboard-email-odd', { gateway });
  }
  return email;
}

/** Taken as it is but for a line end that copying left. Empty: none. */
function checkPassword(text: string): string {
  const password = text.replace(/[\r\n]+$/, '');
  if (password.length > MAX_LENGTH) throw new Failure('input-invalid', { detail: 'the password is too long' });
  return password;
}

export const credentials: readonly CredentialField[] = [
  { name: 'key', secret: true, check: checkKey },
  { name: 'email', secret: false, optional: true, check: checkEmail },
  { name: 'password', secret: true, optional: true, check: checkPassword },
];

export interface SignIn {
  email: string;
  password: string;
}

/** Null when neither is given. Throws Failure when only one is. */
export function signInOf(given: Readonly<Record<string, string>>): SignIn | null {
  const email = checkEmail(given.email ?? '');
  const password = checkPassword(given.password ?? '');
  if (email === '' && password === '') return null;
  if (email === '' || password === '') {
    throw new Failure('dashboard-sign-in-half', { gateway });
  }
  return { email, password };
}
