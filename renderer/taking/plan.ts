/** What a person wants to take, before it is asked for; and whether its amount may be. Pure. */

import type { InvoiceKind } from '../../main/kernel/invoice';
import { readDecimal } from '../../main/kernel/money';
import type { Purpose } from '../../main/kernel/payment';
import type { ExpiryState } from '../../main/kernel/saved-method';
import type { VoucherKind } from '../../main/kernel/voucher';

/** `open`: decimal text of what is still to be paid. */
export interface AskedInvoice {
  id: string;
  number: string;
  kind: InvoiceKind;
  open: string;
  currency: string;
}

interface OfGateway {
  key: string;
  gateway: string;
  gatewayLabel: string;
  /** What keeps it from being asked for at once. */
  waits: 'offline' | 'locked' | null;
  sandbox: boolean;
}

/** How a payment can be taken: by a saved method, by a gateway's own page, or without a provider. */
export type Way =
  | (OfGateway & { by: 'saved-method'; id: string; label: string; expiry: ExpiryState | null })
  | (OfGateway & { by: 'page'; saveMethod: boolean })
  | { key: string; by: 'bank-transfer' }
  | { key: string; by: 'invoice' }
  | { key: string; by: 'voucher' }
  | { key: string; by: 'account-credit' };

export interface Plan {
  customer: { id: string; name: string };
  payer: { id: string; name: string } | null;
  /** Plain decimal text. */
  amount: string;
  currency: string;
  way: Way;
  /** Of a voucher: its code, and whose money it was. */
  voucher?: { code: string; kind: VoucherKind } | null;
  saveMethod: boolean;
  purpose: Purpose;
  description: string;
  /** The invoice that it is for. */
  invoice?: AskedInvoice | null;
}

export type AmountProblem = 'empty' | 'not-an-amount' | 'too-many-decimals' | 'out-of-limits';

/** `amount`: plain decimal text, `''` for nothing, null for what cannot be read. Limits are left out until they are known. */
export function amountProblem(
  amount: string | null,
  currency: string,
  limits: { min: string; max: string } | null,
): AmountProblem | null {
  if (amount === '') return 'empty';
  if (amount === null) return 'not-an-amount';
  const value = readDecimal(amount, currency);
  if (value === 'too-many-decimals') return 'too-many-decimals';
  if (value === 'too-large') return 'out-of-limits';
  if (value === 'not-a-decimal') return 'not-an-amount';
  if (value <= 0) return 'not-an-amount';
  if (!limits) return null;
  const least = readDecimal(limits.min, currency);
  const most = readDecimal(limits.max, currency);
  const isOutside = (typeof least === 'number' && value < least) || (typeof most === 'number' && value > most);
  return isOutside ? 'out-of-limits' : null;
}
