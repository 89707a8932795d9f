/** Where a provider sends the payer's browser when its page is done with: what the book's settings say. */
import { Failure } from '../kernel/failure';
import { dropSetting, readSetting, writeSetting } from './setting';
import { type Db, one } from './sql';

/** For sandbox pages, which need one too. A payer of real money is never sent there. */
const SANDBOX_URL = 'https://example.com/payment-received';
const KEY = 'return-url';

/** Empty: it is not set. */
export function returnPage(db: Db): string {
  return readSetting(db, KEY) ?? '';
}

export function returnUrl(db: Db): string {
  return returnPage(db) || SANDBOX_URL;
}

/** Throws Failure return-page-needed: who paid real money is not sent to a page that says nothing of it. */
export function assertReturnPage(db: Db, gateway: string): void {
  const of = one<{ environment: string }>(db, 'SELECT environment FROM gateway_account WHERE key = ?', gateway);
  if (of?.environment === 'live' && returnPage(db) === '') throw new Failure('return-page-needed');
}

/** Empty: not set any more. Throws Failure web-address-invalid. */
export function setReturnPage(db: Db, text: string): void {
  if (text === '') {
    dropSetting(db, KEY);
    return;
  }
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || !url.hostname.includes('.'))
    throw new Failure('web-address-invalid');
  writeSetting(db, KEY, url.href);
}
