/** The accounts, by the names that docs/architecture.md lists. Assets and expenses grow by being `to`, liabilities and income by being `from`. */
import type { Id } from '../kernel/id';

export const lots = ['granted', 'voucher', 'paid'] as const;
/** In the order in which credit is used up. */
export type Lot = (typeof lots)[number];

export const accounts = {
  credit: (customer: Id, lot: Lot) => `credit:${customer}:${lot}`,
  receivable: (customer: Id) => `receivable:${customer}`,
  clearing: (gateway: string) => `clearing:${gateway}`,
  transit: (gateway: string) => `transit:${gateway}`,
  disputes: (gateway: string) => `disputes:${gateway}`,
  fees: (gateway: string) => `fees:${gateway}`,
  disputeFees: (gateway: string) => `fees:${gateway}:dispute`,
  exchange: (currency: string) => `exchange:${currency}`,
  sales: (product: string) => `sales:${product}`,
  /** `month` is `YYYY-MM`: service of that month that was invoiced before it. */
  deferred: (month: string, product: string) => `deferred:${month}:${product}`,
  reserve: (gateway: string) => `reserve:${gateway}`,
  suspense: () => 'suspense',
  vouchersOutstanding: () => 'vouchers:outstanding',
  breakage: () => 'breakage',
  promo: () => 'promo',
  taxInput: () => 'tax:input',
  taxOutput: (code: string) => `tax:output:${code}`,
  badDebt: () => 'bad-debt',
  goodwill: () => 'goodwill',
  opening: () => 'opening',
  bank: (key: string) => `bank:${key}`,
  bankFees: () => 'fees:bank',
  interest: () => 'interest',
  /** Left one bank account of ours, not yet seen at the other. */
  betweenBanks: () => 'transit:own-banks',
} as const;

export type AccountKind = 'asset' | 'liability' | 'income' | 'expense' | 'equity';

const kindByRoot: Readonly<Record<string, AccountKind>> = {
  bank: 'asset',
  clearing: 'asset',
  transit: 'asset',
  reserve: 'asset',
  disputes: 'asset',
  receivable: 'asset',
  credit: 'liability',
  vouchers: 'liability',
  deferred: 'liability',
  suspense: 'liability',
  sales: 'income',
  breakage: 'income',
  interest: 'income',
  goodwill: 'income',
  promo: 'income',
  fees: 'expense',
  'bad-debt': 'expense',
  chargebacks: 'expense',
  exchange: 'equity',
  fx: 'equity',
  opening: 'equity',
};

/** Throws RangeError for a name that is not in the chart. */
export function accountKind(name: string): AccountKind {
  const [root = '', second = ''] = name.split(':');
  if (root === 'tax') return second === 'input' ? 'asset' : 'liability';
  const kind = Object.hasOwn(kindByRoot, root) ? kindByRoot[root] : undefined;
  if (!kind) throw new RangeError(`not an account of the chart: ${name}`);
  return kind;
}

/** The customer in `credit:<customer>:<lot>` or `receivable:<customer>`; null for the other accounts. */
export function customerOf(name: string): { customer: string; part: Lot | 'receivable' } | null {
  const [root, customer, lot] = name.split(':');
  if (root === 'receivable' && customer) return { customer, part: 'receivable' };
  if (root === 'credit' && customer && (lot === 'paid' || lot === 'granted' || lot === 'voucher'))
    return { customer, part: lot };
  return null;
}

const LOT_AT = 'credit:'.length + 36;

/** The account as a report has it: those of all customers together, `credit:paid`… and `receivable`; the others as they are. */
export function ledgerLine(name: string): string {
  if (name.startsWith('credit:')) return `credit${name.slice(LOT_AT)}`;
  return name.startsWith('receivable:') ? 'receivable' : name;
}
