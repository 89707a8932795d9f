/** What a gateway tells, for tests: every field has a plain value, and a test states only what it is about. */
import type {
  ParkedItem,
  PulledCustomer,
  PulledDispute,
  PulledPage,
  PulledPayment,
  PulledPayout,
  PulledRefund,
  PulledReserve,
  Settlement,
} from '../../main/gateways/pulled';
import { minor } from '../../main/kernel/money';
import { START_MS } from './book';

/** Amounts as plain numbers: the tests write many. */
type Plain<T> = { [K in keyof T]: T[K] extends number & { readonly __minor: true } ? number : T[K] };

export function settled(
  externalId: string,
  amount: number,
  fee = 0,
  more: Partial<Plain<Settlement>> = {},
): Settlement {
  const { currency = 'EUR', rate = null } = more;
  return { externalId, amount: minor(amount), fee: minor(fee), net: minor(amount - fee), currency, rate };
}

export function customer(externalId: string, more: Partial<PulledCustomer> = {}): PulledCustomer {
  return {
    externalId,
    createdAt: START_MS - 86_400_000,
    name: `Customer ${externalId}`,
    email: `${externalId}@customer.example`,
    phone: null,
    address: [],
    country: null,
    language: null,
    ...more,
  };
}

/** Completed, settled without a fee, of the customer `cus_1`, 100.00 EUR. */
export function payment(externalId: string, more: Partial<Plain<PulledPayment>> = {}): PulledPayment {
  const { amount = 10_000, currency = 'EUR', status = 'Completed', createdAt = START_MS, ...rest } = more;
  const completed = status === 'Completed';
  return {
    externalId,
    createdAt,
    amount: minor(amount),
    currency,
    status,
    reason: status === 'Pending' ? 'waiting-gateway' : status === 'Cancelled' ? 'declined' : null,
    providerStatus: completed ? 'succeeded' : status === 'Pending' ? 'processing' : 'canceled',
    detail: null,
    flag: null,
    completedAt: completed ? createdAt : null,
    customer: 'cus_1',
    payer: null,
    method: 'card',
    methodLabel: 'Visa ···· 4242',
    description: 'Account top-up',
    reference: `ref ${externalId}`,
    purpose: 'top-up',
    link: null,
    settlement: completed ? settled(`txn_${externalId}`, amount, 0, { currency }) : null,
    ...rest,
  };
}

export function refund(
  externalId: string,
  of: string,
  amount: number,
  more: Partial<Plain<PulledRefund>> = {},
): PulledRefund {
  const { currency = 'EUR', ...rest } = more;
  return {
    externalId,
    payment: of,
    createdAt: START_MS + 60_000,
    amount: minor(amount),
    currency,
    status: 'completed',
    providerStatus: 'succeeded',
    reason: null,
    settlement: settled(`txn_${externalId}`, -amount, 0, { currency }),
    ...rest,
  } as PulledRefund;
}

/** Open, with its sum withdrawn and a fee of 15.00. */
export function dispute(
  externalId: string,
  of: string,
  amount: number,
  more: Partial<Plain<PulledDispute>> = {},
): PulledDispute {
  const { currency = 'EUR', ...rest } = more;
  return {
    externalId,
    payment: of,
    openedAt: START_MS + 120_000,
    closedAt: null,
    amount: minor(amount),
    currency,
    state: 'open',
    providerStatus: 'needs_response',
    reason: 'fraudulent',
    dueAt: null,
    withdrawal: settled(`txn_${externalId}`, -amount, 1500, { currency }),
    reinstatement: null,
    ...rest,
  } as PulledDispute;
}

export function payout(externalId: string, amount: number, more: Partial<Plain<PulledPayout>> = {}): PulledPayout {
  return {
    externalId,
    createdAt: START_MS + 86_400_000,
    arrivalDay: '2026-03-04',
    currency: 'EUR',
    status: 'sent',
    providerStatus: 'in_transit',
    descriptor: 'NORTHGATE',
    settlements: [],
    ...more,
    amount: minor(amount),
  };
}

export interface Told {
  customers?: PulledCustomer[];
  payments?: PulledPayment[];
  refunds?: PulledRefund[];
  disputes?: PulledDispute[];
  payouts?: PulledPayout[];
  reserves?: PulledReserve[];
  parked?: ParkedItem[];
  cursor?: string;
  covered?: PulledPage['covered'];
}

export function page(told: Told): PulledPage {
  return {
    customers: told.customers ?? [],
    payments: told.payments ?? [],
    refunds: told.refunds ?? [],
    disputes: told.disputes ?? [],
    payouts: told.payouts ?? [],
    ...(told.reserves ? { reserves: told.reserves } : {}),
    parked: told.parked ?? [],
    cursor: told.cursor ?? 'end',
    covered: told.covered ?? null,
    phase: 'test',
    clockSkewMs: null,
  };
}
