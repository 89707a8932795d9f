/** Where a provider sends the payer's browser when its page is done with: what the book's settings say, else a plain page. */
import { type Db, one } from './sql';

/** Only says that the window may be closed. */
const RETURN_URL = 'https://example.com/payment-received';

export function returnUrl(db: Db): string {
  return one<{ value: string }>(db, "SELECT value FROM setting WHERE key = 'return-url'")?.value ?? RETURN_URL;
}
