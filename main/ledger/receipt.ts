/** The money side of payments, refunds and disputes, as pure transfers (the table in docs/architecture.md, What moves). */
import type { Id } from '../kernel/id';
import { accounts } from './chart';
import { move, reverse, type Transfer } from './entry';

/** What the gateway booked for one movement, in minor units of the currency it settles in; `net = amount - fee`. */
export interface BookedSettlement {
  externalId: string;
  amount: number;
  fee: number;
  /** The tax within `fee`. */
  tax?: number | undefined;
  net: number;
  currency: string;
  /** The gateway's own rate as text. */
  rate?: string | undefined;
}

/** Whose money, where it is, and how much. `customer` left out: the owner is not known, so it stands in suspense. */
export interface Receipt {
  gateway: string;
  customer?: Id | undefined;
  amount: number;
  currency: string;
  settlement?: BookedSettlement | undefined;
}

/** How a sum that is taken back is borne: from paid credit as far as unspent, the rest becomes due. */
export interface Split {
  credit: number;
  receivable: number;
}

/** Payment completed: the customer's paid credit grows, the gateway holds the money, and keeps its fee. */
export function receiptEntry(receipt: Receipt): Transfer[] {
  const { gateway, amount, currency, settlement } = receipt;
  const clearing = accounts.clearing(gateway);
  return [
    ...move(ownerOf(receipt), clearing, amount, currency),
    ...settlementEntry({ gateway, amount, currency, settlement }),
  ];
}

/** A completed payment that did not stay so: its fee comes back, and who had the credit bears the sum as far as it is unspent. */
export function receiptTakenBackEntry(receipt: Receipt & { split: Split }): Transfer[] {
  const { gateway, customer, currency, split } = receipt;
  return [...reverse(settlementEntry(receipt)), ...bear(accounts.clearing(gateway), customer, split, currency)];
}

/**
 * What the gateway's settlement adds to a receipt (or, with a negative amount, to a refund): the conversion, when it settles
 * in another currency, and the fee.
 */
export function settlementEntry({ gateway, amount, currency, settlement }: Omit<Receipt, 'customer'>): Transfer[] {
  if (!settlement) return [];
  const clearing = accounts.clearing(gateway);
  return [
    ...conversion(clearing, amount, currency, settlement),
    ...feeEntry(clearing, accounts.fees(gateway), settlement),
  ];
}

/** Refund to the method: the gateway pays it out, the customer's credit (or what is owed) bears it. */
export function refundEntry(refund: Receipt & { split: Split }): Transfer[] {
  const { gateway, customer, currency, split, amount } = refund;
  return [
    ...settlementEntry({ ...refund, amount: -amount }),
    ...bear(accounts.clearing(gateway), customer, split, currency),
  ];
}

/** Dispute opened: the sum is held apart, the dispute's fee is kept by the gateway. Nothing moves for a mere warning. */
export function disputeOpenedEntry(gateway: string, withdrawal: BookedSettlement | undefined): Transfer[] {
  if (!withdrawal) return [];
  const clearing = accounts.clearing(gateway);
  return [
    ...move(clearing, accounts.disputes(gateway), -withdrawal.amount, withdrawal.currency),
    ...feeEntry(clearing, accounts.disputeFees(gateway), withdrawal),
  ];
}

/** Dispute won: the held sum comes back to the gateway's account, with the fee when the gateway returns it. */
export function disputeWonEntry(gateway: string, reinstatement: BookedSettlement): Transfer[] {
  const clearing = accounts.clearing(gateway);
  return [
    ...move(accounts.disputes(gateway), clearing, reinstatement.amount, reinstatement.currency),
    ...feeEntry(clearing, accounts.disputeFees(gateway), reinstatement),
  ];
}

/** Dispute lost: the held sum is gone; the customer's unspent credit bears it, the rest is due. */
export function disputeLostEntry(lost: Receipt & { settlement: BookedSettlement; split: Split }): Transfer[] {
  const { gateway, customer, currency, settlement, split, amount } = lost;
  const held = accounts.disputes(gateway);
  return [...conversion(held, -amount, currency, settlement), ...bear(held, customer, split, currency)];
}

/** What the gateway keeps: its fee is an expense, the tax in it is due back from the state. */
function feeEntry(clearing: string, fees: string, { fee, tax = 0, currency }: BookedSettlement): Transfer[] {
  return [...move(clearing, fees, fee - tax, currency), ...move(clearing, accounts.taxInput(), tax, currency)];
}

function ownerOf({ customer }: Receipt): string {
  return customer ? accounts.credit(customer, 'paid') : accounts.suspense();
}

/** `account` holds `amount` of one currency, which the gateway turned into the settlement's; both sums as it states them. */
function conversion(account: string, amount: number, currency: string, settlement: BookedSettlement): Transfer[] {
  if (settlement.currency === currency) return [];
  return [
    ...move(account, accounts.exchange(currency), amount, currency),
    ...move(accounts.exchange(settlement.currency), account, settlement.amount, settlement.currency),
  ];
}

function bear(from: string, customer: Id | undefined, split: Split, currency: string): Transfer[] {
  if (!customer) return move(from, accounts.suspense(), split.credit + split.receivable, currency);
  return [
    ...move(from, accounts.credit(customer, 'paid'), split.credit, currency),
    ...move(from, accounts.receivable(customer), split.receivable, currency),
  ];
}
