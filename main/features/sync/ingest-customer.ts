/** Customers and payers as a gateway names them. */

import { putPerson } from '../../db/person';
import { all, one } from '../../db/sql';
import type { PulledCustomer, PulledPayment } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { CustomerAdded, CustomerChanged, PayerAdded } from '../customers/events';
import { given } from './event-fields';
import type { Ingest } from './ingest-use';

export function* ingestCustomer(use: Ingest, pulled: PulledCustomer): Generator<EventDraft> {
  const { name, email, phone, address, country, language } = pulled;
  // Also where it was merged into another one: what the gateway says of it stays about it, never about the survivor.
  const known = toldCustomer(use, pulled.externalId);
  const subject = known ?? use.book.newId();
  const before = known && customerBefore(use, known);
  const person = { name, email, phone, address, country, language };
  // What a person wrote stands, whatever the gateway says later.
  const personHash = before?.by_hand === 1 ? null : putPerson(use.facts.db, subject, person);
  if (known) {
    const since = before?.since === pulled.createdAt ? undefined : pulled.createdAt;
    if (personHash === null && since === undefined) return;
    use.tally.changed++;
    const payload: CustomerChanged = given({ personHash, since });
    yield { kind: 'customer.changed', subject, occurredAt: use.nowMs, payload };
    return;
  }
  use.tally.added++;
  const payload: CustomerAdded = { gateway: use.gateway, externalId: pulled.externalId, personHash: personHash ?? '' };
  yield { kind: 'customer.added', subject, occurredAt: pulled.createdAt, payload };
}

/** The customer of a payment: the linked one, or a new one by that external id when the gateway never listed it. */
export function* ownerOf(use: Ingest, payment: PulledPayment): Generator<EventDraft, Id | undefined> {
  if (payment.customer === null) return undefined;
  const known = linkedCustomer(use, payment.customer);
  if (known) return known;
  yield* ingestCustomer(use, {
    externalId: payment.customer,
    createdAt: payment.createdAt,
    name: payment.payer?.name || payment.customer,
    email: payment.payer?.email ?? null,
    phone: null,
    address: [],
    country: null,
    language: null,
  });
  return linkedCustomer(use, payment.customer);
}

/** The payer of a customer by name and e-mail; added when not known. */
export function* payerOf(
  use: Ingest,
  customer: Id | undefined,
  payer: PulledPayment['payer'],
): Generator<EventDraft, Id | undefined> {
  if (!customer || !payer || payer.name === '') return undefined;
  const key = JSON.stringify([customer, payer.name, payer.email]);
  const met = use.met.payers.get(key);
  if (met) return met;
  const found = yield* lookedUpPayer(use, customer, payer);
  use.met.payers.set(key, found);
  return found;
}

function* lookedUpPayer(
  use: Ingest,
  customer: Id,
  payer: NonNullable<PulledPayment['payer']>,
): Generator<EventDraft, Id> {
  const known = all<{ uuid: Buffer; name: string; email: string | null }>(
    use.facts.db,
    `SELECT y.uuid, n.name, n.email FROM customer c JOIN payer y ON y.customer = c.id JOIN person n ON n.uuid = y.uuid
     WHERE c.uuid = +? ORDER BY y.id`,
    idToBytes(customer),
  ).find((row) => row.name === payer.name && row.email === payer.email);
  if (known) return idFromBytes(known.uuid);
  const subject = use.book.newId();
  const personHash = putPerson(use.facts.db, subject, {
    name: payer.name,
    email: payer.email,
    phone: null,
    address: [],
    country: null,
    language: null,
  });
  const payload: PayerAdded = { customer, personHash: personHash ?? '' };
  yield { kind: 'payer.added', subject, occurredAt: use.nowMs, payload };
  return subject;
}

/** A payment may have named the customer before the gateway listed it: then its time of birth is not known yet. */
function customerBefore(use: Ingest, customer: Id): { since: number; by_hand: number } | undefined {
  return one(use.facts.db, 'SELECT since, by_hand FROM customer WHERE uuid = +?', idToBytes(customer));
}

/** Whose what is paid by this one is. */
function linkedCustomer(use: Ingest, externalId: string): Id | undefined {
  const met = use.met.customers.get(externalId);
  if (met) return met;
  const row = one<{ uuid: Buffer }>(
    use.facts.db,
    `SELECT c.uuid FROM customer_link l JOIN customer t ON t.id = l.customer JOIN customer c ON c.id = coalesce(t.merged_into, t.id)
     WHERE l.gateway = +? AND l.external_id = +?`,
    use.gateway,
    externalId,
  );
  if (!row) return undefined;
  const id = idFromBytes(row.uuid);
  use.met.customers.set(externalId, id);
  return id;
}

function toldCustomer(use: Ingest, externalId: string): Id | undefined {
  const row = one<{ uuid: Buffer }>(
    use.facts.db,
    'SELECT c.uuid FROM customer_link l JOIN customer c ON c.id = l.customer WHERE l.gateway = +? AND l.external_id = +?',
    use.gateway,
    externalId,
  );
  return row && idFromBytes(row.uuid);
}
