/** What a provider told, in the words that every gateway shares: facts, nothing computed. */
import type { Decline } from '../kernel/decline';
import type { Minor } from '../kernel/money';
import type {
  DisputeState,
  Flag,
  Method,
  PayoutStatus,
  Purpose,
  Reason,
  RefundStatus,
  Status,
} from '../kernel/payment';

/** What the provider booked for one movement: both legs as it states them, nothing computed. */
export interface Settlement {
  externalId: string;
  /** In the settlement currency; negative when money left. `net = amount - fee`. */
  amount: Minor;
  fee: Minor;
  /** The tax within `fee`, where the provider states it. */
  tax?: Minor;
  net: Minor;
  currency: string;
  /** The provider's own rate as text, when the charge was in another currency. */
  rate: string | null;
}

export interface PulledCustomer {
  externalId: string;
  /** UTC milliseconds. */
  createdAt: number;
  name: string;
  email: string | null;
  phone: string | null;
  /** One line per element. */
  address: readonly string[];
  /** ISO 3166 alpha-2. */
  country: string | null;
  /** BCP 47. */
  language: string | null;
}

export interface PulledPayment {
  externalId: string;
  createdAt: number;
  /** Minor units of `currency`. */
  amount: Minor;
  currency: string;
  status: Status;
  reason: Reason | null;
  /** The provider's own word, kept as it came. */
  providerStatus: string;
  /** The provider's own words for a decline, for a person to read. */
  detail: string | null;
  /** Of a Cancelled one that was declined: why, as a person acts on it. Left out: not known. */
  decline?: Decline;
  flag: Flag | null;
  completedAt: number | null;
  customer: string | null;
  payer: { name: string; email: string | null } | null;
  method: Method;
  /** For a person: `Visa ···· 4242`. Never more of a card than that. */
  methodLabel: string | null;
  description: string;
  reference: string;
  purpose: Purpose | null;
  /**
   * The page that waits for the customer; null: there is none. Left out where the provider tells it once only: what it told then
   * stays while the payment waits for the customer.
   */
  link?: string | null | undefined;
  /** The key of our own attempt that made it, where the provider kept it for us; ties the payment to what we asked. */
  attempt?: string | null;
  /** Paid in a coin: its ticker and exact amount as text (`0.00123 BTC`), beside the price in `amount`. */
  paidCoin?: string | null;
  /** What the provider credited for it in a coin, as text: then there is no settlement. */
  creditedCoin?: string | null;
  settlement: Settlement | null;
}

export interface PulledRefund {
  externalId: string;
  payment: string;
  createdAt: number;
  /** Positive, minor units of `currency`. */
  amount: Minor;
  currency: string;
  status: RefundStatus;
  providerStatus: string;
  reason: string | null;
  /** The key of our own attempt that made it, where the provider kept it for us. */
  attempt?: string | null;
  /** A bank took the money back: nobody here asked for it. */
  returned?: boolean;
  settlement: Settlement | null;
}

export interface PulledDispute {
  externalId: string;
  payment: string;
  openedAt: number;
  /** Null while open, and where the provider does not say: a later null takes nothing back. */
  closedAt: number | null;
  amount: Minor;
  currency: string;
  state: DisputeState;
  providerStatus: string;
  reason: string;
  /** UTC milliseconds; when evidence must be in. */
  dueAt: number | null;
  /** What was withdrawn when it was opened, with the dispute fee in `fee`; null while only a warning. */
  withdrawal: Settlement | null;
  /** What came back when it was won. */
  reinstatement: Settlement | null;
}

export interface PulledPayout {
  externalId: string;
  createdAt: number;
  /** `YYYY-MM-DD`. */
  arrivalDay: string;
  amount: Minor;
  currency: string;
  status: PayoutStatus;
  providerStatus: string;
  /** What the bank statement will say. */
  descriptor: string | null;
  /** The settlements in it, by external id; empty until the provider has closed the list. */
  settlements: readonly string[];
}

/** What the provider holds back of what it owes us, or gives back of that. */
export interface PulledReserve {
  externalId: string;
  at: number;
  /** Minor units of `currency`: held is positive, released below zero. */
  amount: Minor;
  currency: string;
  /** The payout whose list it stands in; null: it belongs to none. */
  payout: string | null;
}

/** Something that came and could not be understood: kept aside for a person, never guessed. */
export interface ParkedItem {
  kind: string;
  externalId: string;
  /** A short reason in plain words, with nothing secret in it. */
  why: string;
}

/** One step of a pull. The rows and the cursor after them are stored in one transaction. */
export interface PulledPage {
  customers: readonly PulledCustomer[];
  payments: readonly PulledPayment[];
  refunds: readonly PulledRefund[];
  disputes: readonly PulledDispute[];
  payouts: readonly PulledPayout[];
  /** Left out where the provider tells of none. */
  reserves?: readonly PulledReserve[];
  parked: readonly ParkedItem[];
  /** Opaque to all but the adapter. */
  cursor: string;
  /** Set on the page that completes a period: everything created from..to (UTC ms) has been fetched. */
  covered: { fromMs: number; toMs: number } | null;
  /** For the progress line. */
  phase: string;
  /** This computer's clock less the provider's, from its `Date` header; null when it sent none. */
  clockSkewMs: number | null;
}

/** What one answer told: rows of any kind, without a place in a pull. */
export type Facts = Omit<PulledPage, 'cursor' | 'covered' | 'phase'>;
