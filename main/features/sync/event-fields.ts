/** From what a gateway told to the fields that events carry: only what is known, nothing null. */
import type { Settlement } from '../../gateways/pulled';
import type { BookedSettlement } from '../../ledger/receipt';

type SettlementNumbers = Omit<Settlement, 'amount' | 'fee' | 'tax' | 'net'> & {
  amount: number;
  fee: number;
  tax?: number | undefined;
  net: number;
};

/** As events carry it: without what is not there. */
export function booked(settlement: SettlementNumbers): BookedSettlement {
  const { externalId, amount, fee, tax, net, currency, rate } = settlement;
  return { externalId, amount, fee, net, currency, ...given({ rate, tax: tax || null }) };
}

type Given<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Leaves out what is null or undefined: events carry only what is known. */
export function given<T extends object>(fields: T): Given<T> {
  const kept: Partial<T> = {};
  for (const name in fields) if (fields[name] !== null && fields[name] !== undefined) kept[name] = fields[name];
  return kept as Given<T>; // from outside: the same keys, less the empty ones
}
