/** What a posting means, account by account: where something stands, and whether it grew or shrank there. */
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { sumPerCurrency } from '../../ui/money-sum';
import { negated } from '../../ui/money-text';

type Posting = PaymentDetail['postings'][number];

export type AccountRoot =
  | 'bank'
  | 'clearing'
  | 'transit'
  | 'reserve'
  | 'disputes'
  | 'receivable'
  | 'credit'
  | 'sales'
  | 'fees'
  | 'disputeFees'
  | 'exchange'
  | 'suspense'
  | 'tax'
  | 'vouchers'
  | 'promo'
  | 'other';

/** Assets and expenses grow by being *to*; all others by being *from*. */
const growsByTo = new Set([
  'bank',
  'clearing',
  'transit',
  'reserve',
  'disputes',
  'receivable',
  'fees',
  'bad-debt',
  'chargebacks',
]);
const spoken = new Set<string>([
  'bank',
  'clearing',
  'transit',
  'reserve',
  'disputes',
  'receivable',
  'credit',
  'sales',
  'fees',
  'exchange',
  'suspense',
  'tax',
  'vouchers',
  'promo',
]);

function isSpoken(root: string): root is Exclude<AccountRoot, 'disputeFees' | 'other'> {
  return spoken.has(root);
}

export function rootOf(account: string): AccountRoot {
  const parts = account.split(':');
  const [root = ''] = parts;
  if (root === 'fees' && parts.at(-1) === 'dispute') return 'disputeFees';
  return isSpoken(root) ? root : 'other';
}

export interface Effect {
  account: string;
  root: AccountRoot;
  currency: string;
  /** Decimal text: what it grew by, negative when it shrank. */
  amount: string;
}

function growthIn(account: string, posting: Posting): string | null {
  const [root = ''] = account.split(':');
  const byTo = growsByTo.has(root) || account === 'tax:input';
  if (posting.to === account) return byTo ? posting.money.amount : negated(posting.money.amount);
  if (posting.from === account) return byTo ? negated(posting.money.amount) : posting.money.amount;
  return null;
}

/** What all postings together did to each account; accounts that are back where they were are left out. */
export function effectsOf(postings: readonly Posting[]): Effect[] {
  const accounts = [...new Set(postings.flatMap(({ from, to }) => [to, from]))];
  return accounts.flatMap((account) => {
    const growths = postings.flatMap((posting) => {
      const amount = growthIn(account, posting);
      return amount === null ? [] : [{ amount, currency: posting.money.currency }];
    });
    return (sumPerCurrency(growths) ?? growths)
      .filter(({ amount }) => /[1-9]/.test(amount))
      .map((sum) => ({ account, root: rootOf(account), ...sum }));
  });
}
