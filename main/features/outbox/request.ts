/** The request of an attempt, put together from the book each time: what is sent is what was prepared, or it is not sent twice. */

import { createHash } from 'node:crypto';
import { returnUrl } from '../../db/return-page';
import { type Db, one } from '../../db/sql';
import type { Answered, AskedPayer, ChargeAsk, OpenedPage, PageAsk, RefundAsk } from '../../gateways/ask';
import type { Gateway } from '../../gateways/gateway';
import { gatewayKind } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { minor } from '../../kernel/money';
import type { Attempt } from './attempts';

export type Request =
  | { kind: 'page'; ask: PageAsk }
  | { kind: 'charge'; ask: ChargeAsk }
  | { kind: 'refund'; ask: RefundAsk };

/** What an answer tells, of whichever kind. */
export type Reply = { kind: 'page'; opened: OpenedPage } | { kind: 'money'; answered: Answered };

type Asked = Omit<Attempt, 'state' | 'requestHash' | 'sentAt' | 'createdAt'>;

/** Throws Failure payment-unknown for a refund of a payment that its provider has no name for. */
export function requestOf(db: Db, attempt: Asked): Request {
  const { id: key, currency, payment, gateway } = attempt;
  const amount = minor(attempt.amount);
  if (attempt.kind === 'refund') {
    if (payment.externalId === null) throw new Failure('payment-unknown', { id: payment.id });
    return {
      kind: 'refund',
      ask: { key, payment: payment.externalId, amount, currency, reason: attempt.reason },
    };
  }
  const { description, purpose } = payment;
  const ask = { key, amount, currency, description, purpose, payer: payerOf(db, gateway, payment) };
  if (attempt.kind === 'charge') return { kind: 'charge', ask: { ...ask, method: attempt.method ?? '' } };
  return { kind: 'page', ask: { ...ask, saveMethod: attempt.saveMethod, returnUrl: returnUrl(db) } };
}

export function hashOf(request: Request): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}

interface PersonRow {
  name: string;
  email: string | null;
  phone: string | null;
}

/** Names and addresses stand in the erasable table only; of someone who was erased nothing is sent. */
function payerOf(db: Db, gateway: string, { customer, payer }: { customer: Id | null; payer: Id | null }): AskedPayer {
  const person = [payer, customer]
    .filter((id) => id !== null)
    .map((id) => one<PersonRow>(db, 'SELECT name, email, phone FROM person WHERE uuid = ?', idToBytes(id)))
    .find((row) => row !== undefined);
  const link = customer
    ? one<{ external_id: string }>(
        db,
        // Its own before that of one that was merged into it.
        `SELECT l.external_id FROM customer s JOIN customer c ON c.id = s.id OR c.merged_into = s.id
         JOIN customer_link l ON l.customer = c.id
         WHERE s.uuid = ? AND l.gateway = ? ORDER BY c.id <> s.id, l.external_id LIMIT 1`,
        idToBytes(customer),
        gateway,
      )
    : undefined;
  return {
    customer: link?.external_id ?? null,
    name: person?.name ?? '',
    email: person?.email ?? null,
    phone: person?.phone ?? null,
  };
}

/** Throws Failure not-offered where the gateway cannot do it, and what the gateway throws. */
export async function call(gateway: Gateway, { kind, ask }: Request, signal: AbortSignal): Promise<Reply> {
  if (kind === 'page' && gateway.openPage) return { kind: 'page', opened: await gateway.openPage(ask, signal) };
  if (kind === 'charge' && gateway.charge) return { kind: 'money', answered: await gateway.charge(ask, signal) };
  if (kind === 'refund' && gateway.refund) return { kind: 'money', answered: await gateway.refund(ask, signal) };
  throw new Failure('not-offered', { gateway: gatewayKind(gateway.provider)?.label ?? gateway.provider });
}

/** What came of it, by its key; null: the provider has nothing of it (yet), or cannot be asked. */
export async function find(
  gateway: Gateway,
  { kind, ask }: Request,
  sentAt: number,
  signal: AbortSignal,
): Promise<Reply | null> {
  if (kind === 'page') {
    const opened = await gateway.findPage?.(ask, sentAt, signal);
    return opened ? { kind: 'page', opened } : null;
  }
  const answered =
    kind === 'charge'
      ? await gateway.findCharge?.(ask, sentAt, signal)
      : await gateway.findRefund?.(ask, sentAt, signal);
  return answered ? { kind: 'money', answered } : null;
}
