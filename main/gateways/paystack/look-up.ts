/** What became of something at Paystack: a transaction by our reference or its number, with what followed from it. */

import { field } from '../field';
import { Harvest } from '../harvest';
import type { Mapped } from '../mapped';
import type { Facts } from '../pulled';
import { listAll, type PaystackLine } from './calls';
import { mapTransaction } from './map';
import { mapDispute, mapRefund } from './map-aftermath';
import { idOf, referredId } from './wire';

/** What Paystack answers for a reference that it does not know: no certain status, so its words decide. */
const unknownReference = /reference (?:is )?(?:not found|invalid)/i;

/** The transaction of a reference as Paystack tells it, unread; null: it knows none. Rejects with Failure. */
export async function verify(line: PaystackLine, reference: string): Promise<{ raw: unknown } | null> {
  const path = `/transaction/verify/${encodeURIComponent(reference)}`;
  const told = await line.askOr({ method: 'GET', path, what: 'payments', repeat: 'freely' });
  if (!('refused' in told)) return { raw: told.data };
  const { status, message } = told.refused;
  if (status === 404 || (status === 400 && unknownReference.test(message))) return null;
  throw line.failureOf(told.refused);
}

function mapNow(line: PaystackLine, raw: unknown): Mapped<Facts['payments'][number]> {
  return mapTransaction(raw, line.line.providerNow());
}

/** One transaction and nothing else, as facts. */
export function factsOf(line: PaystackLine, raw: unknown): Facts {
  const harvest = new Harvest();
  harvest.add('payments', mapNow(line, raw));
  return harvest.facts(line.clockSkewMs);
}

/** A transaction by its number, with its refunds and disputes. */
export async function fetchPayment(line: PaystackLine, externalId: string): Promise<Facts> {
  const path = `/transaction/${encodeURIComponent(externalId)}`;
  const { data } = await line.ask({ method: 'GET', path, what: 'payments', repeat: 'freely' });
  const harvest = new Harvest();
  const payment = mapNow(line, data);
  harvest.add('payments', payment);
  // Only money that came can go back.
  if (payment.row?.status === 'Completed') {
    for await (const raw of refundsOf(line, externalId, payment.row.createdAt)) harvest.add('refunds', mapRefund(raw));
    for await (const raw of listAll(line, 'disputes', '/dispute', { transaction: externalId })) {
      if (referredId(field(raw, 'transaction')) === externalId) harvest.add('disputes', mapDispute(raw));
    }
  }
  return harvest.facts(line.clockSkewMs);
}

/** The refunds of one transaction since `from` (UTC milliseconds), whether or not Paystack heeds which transaction was asked for. */
export async function* refundsOf(line: PaystackLine, transaction: string, from: number): AsyncGenerator<unknown> {
  const query = { transaction, from: new Date(Math.max(0, from)).toISOString() };
  for await (const raw of listAll(line, 'refunds', '/refund', query)) {
    if (referredId(field(raw, 'transaction')) === transaction && idOf(field(raw, 'id')) !== null) yield raw;
  }
}
