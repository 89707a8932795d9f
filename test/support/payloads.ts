/** Payloads of events as their schemas take them, and the lines of their entries: what the table of what each event moves is tried with. */
import { eventKinds } from '../../main/features/kinds';
import type { StoredEvent } from '../../main/journal/event';
import { assertPayload } from '../../main/journal/payload';
import type { Id } from '../../main/kernel/id';
import type { Day } from '../../main/kernel/time';
import { assertEntry } from '../../main/ledger/entry';

export const C = '018f0000-0000-7000-8000-00000000000c' as Id; // from outside: made by hand
export const ID = '018f0000-0000-7000-8000-000000000001' as Id; // from outside: made by hand
export const BOOKED_ON = '2026-03-10' as Day; // from outside: made by hand

/** The lines of its entry, of a payload that its schema takes; `G` is the gateway, `C` the customer, `X` the bank. */
export function moves(kind: string, payload: object, bookedOn = BOOKED_ON): string[] {
  const found = eventKinds.get(kind);
  if (!found) throw new Error(`no kind ${kind}`);
  assertPayload(kind, found, payload);
  const event: StoredEvent = {
    ...{ seq: 1, id: ID, kind, subject: ID, occurredAt: 0, bookedOn, operator: 'ada', payload },
  };
  const transfers = found.entry?.(payload as never, event) ?? []; // from outside: as its schema says
  assertEntry(transfers);
  return transfers.map(({ from, to, minor, currency }) =>
    `${from} → ${to} ${minor} ${currency}`.replaceAll(C, 'C').replaceAll('bank:x', 'bank:X'),
  );
}

export const backwards = (lines: string[]) =>
  lines.map((line) => line.replace(/^(\S+) → (\S+)/, (_, from: string, to: string) => `${to} → ${from}`)).reverse();

export const settled = { externalId: 'txn_1', amount: 10_000, fee: 320, net: 9_680, currency: 'EUR' };
export const paid = {
  ...{ gateway: 'G', customer: C, amount: 10_000, currency: 'EUR', status: 'Completed', providerStatus: 'succeeded' },
  ...{ method: 'card', description: '', reference: '', createdAt: 0, completedAt: 0 },
};
export const changed = { gateway: 'G', customer: C, amount: 10_000, currency: 'EUR', providerStatus: '' };
export const purchased = {
  ...{ customer: C, amount: 12_100, currency: 'EUR', product: 'hosting', description: 'Server', reference: '' },
  ...{ taken: { granted: 1_000, voucher: 2_000, paid: 8_000 }, receivable: 1_100 },
};
const taken = { gateway: 'G', customer: C, amount: 10_000, currency: 'EUR', refund: ID, externalId: 're_1' };
export const refunded = { ...taken, status: 'completed', split: { credit: 10_000, receivable: 0 } };
export const disputed = {
  ...{ gateway: 'G', customer: C, amount: 10_000, currency: 'EUR', dispute: ID, providerStatus: 'needs_response' },
};
export const withdrawal = { externalId: 'txn_2', amount: -10_000, fee: 1_500, net: -11_500, currency: 'EUR' };
export const reinstatement = { externalId: 'txn_3', amount: 10_000, fee: -1_500, net: 11_500, currency: 'EUR' };
export const payout = {
  ...{ gateway: 'G', amount: 9_680, currency: 'EUR', status: 'sent', providerStatus: 'paid', arrivalDay: BOOKED_ON },
};
const content = {
  ...{ customer: C, currency: 'EUR', note: '', dueDay: '2026-03-24', net: 10_000, tax: 2_100, total: 12_100 },
  lines: [
    {
      ...{ description: 'Server', product: 'hosting', quantity: '1', price: '100.00', net: 10_000 },
      tax: { code: 'ES-21', rate: '21' },
    },
  ],
  taxes: [{ code: 'ES-21', rate: '21', net: 10_000, tax: 2_100 }],
};
const number = { number: 'INV-1', period: '2026', sequence: 1 };
export const issued = { ...content, ...number, kind: 'service', issueDay: BOOKED_ON, reference: 'RF18' };
export const billed = {
  ...{ customer: C, currency: 'EUR', taxes: content.taxes, sales: [{ product: 'hosting', net: 10_000 }] },
};
export const none = { granted: 0, voucher: 0, paid: 0 };
export const applied = { customer: C, currency: 'EUR', taken: { granted: 1_000, voucher: 2_000, paid: 3_000 } };
export const credited = {
  ...billed,
  ...{ ...number, note: ID, day: BOOKED_ON, reason: 'Cancelled', lines: [{ n: 0, net: 10_000 }] },
  ...{ net: 10_000, tax: 2_100, total: 12_100, back: none, from: [] },
};
export const given = { customer: C, currency: 'EUR', note: 'Sorry', parts: { ...none, granted: 500, receivable: 0 } };
export const voucher = { kind: 'sold', amount: 2_000, currency: 'EUR' };
export const matched = (item: object) => ({
  ...{ bank: 'x', currency: 'EUR', lines: [ID], items: [item], rule: 'by-hand', evidence: [] },
});
