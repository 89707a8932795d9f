/** What a gateway keeps of a customer, and what is awaited of payers who agreed that a method is kept, against what the book has. */
import { putPerson } from '../../db/person';
import { all, one } from '../../db/sql';
import type { PulledMethod } from '../../gateways/ask';
import type { EventDraft } from '../../journal/event';
import type { Book, Facts } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { Method, Status } from '../../kernel/payment';
import type { SavedMethodStatus } from '../../kernel/saved-method';
import type { MethodChanged, MethodSaved } from './events';
import { type Instrument, instrumentsOf, type Told } from './instruments';

/** A provider may take so long to show what it keeps of a payment; then it kept nothing. */
export const AWAITED_MS = 60 * 60_000;
/** So long a list may still hold what was removed. */
const STALE_MS = 10 * 60_000;

export interface Kept {
  customer: Id;
  gateway: string;
}

interface Held {
  uuid: Buffer;
  owner: string | null;
  token: string | null;
  method: Method;
  brand: string | null;
  last4: string | null;
  expires: string | null;
  status: SavedMethodStatus;
  provider_status: string;
  is_primary: 0 | 1;
  consent_on: string | null;
  nickname: string | null;
  /** Charges of it that may still be done. */
  under_way: number;
}

interface Awaited {
  attempt: Buffer;
  payer: Buffer | null;
  method: Method;
}

const awaitedSql = `SELECT a.uuid AS attempt, y.uuid AS payer, p.method FROM customer c JOIN payment p ON p.customer = c.id
  JOIN attempt a ON a.payment = p.id AND a.save_method = 1 LEFT JOIN payer y ON y.id = p.payer
  WHERE c.uuid = ? AND a.gateway = ? AND a.state = 'done' AND a.outcome = 'confirmed'
    AND (p.status = 'Pending' OR (p.status = 'Completed' AND p.completed_at > ?))
    AND NOT EXISTS (SELECT 1 FROM saved_method m WHERE m.attempt = a.uuid) ORDER BY a.id`;

/** *Save for later* was chosen: the method stands as Pending until its payment is Completed. */
export function* awaitSaved(read: Facts, book: Book, { customer, gateway }: Kept): Generator<EventDraft> {
  const now = book.clock.now();
  for (const row of all<Awaited>(read.db, awaitedSql, idToBytes(customer), gateway, now - AWAITED_MS)) {
    const payload: MethodSaved = {
      ...{ customer, gateway, method: row.method, status: 'Pending', providerStatus: '' },
      ...(row.payer ? { payer: idFromBytes(row.payer) } : {}),
      attempt: idFromBytes(row.attempt),
    };
    yield { kind: 'method.saved', subject: book.newId(), occurredAt: now, payload };
  }
}

/** What the gateway keeps becomes what the book has. `told` holds every method of each of its owners. */
export function* reconcile(read: Facts, book: Book, of: Kept, told: readonly Told[]): Generator<EventDraft> {
  yield* awaitSaved(read, book, of);
  const occurredAt = book.clock.now();
  const had = new Set(heldOf(read, of).flatMap(({ token }) => (token === null ? [] : [token])));
  const instruments = instrumentsOf(told, had);
  for (const instrument of instruments) yield* taken(read, book, of, instrument);
  const owners = new Set(told.map(({ owner }) => owner));
  const seen = new Set(instruments.flatMap(({ tokens }) => [...tokens]));
  for (const { uuid, owner, token } of heldOf(read, of)) {
    if (token === null || owner === null || !owners.has(owner) || seen.has(token)) continue;
    yield { kind: 'method.removed', subject: idFromBytes(uuid), occurredAt, payload: { by: 'gateway' } };
  }
  yield* alreadyKept(read, book, of);
  yield* givenUp(read, book, of);
}

function heldOf(read: Facts, { customer, gateway }: Kept): Held[] {
  return all<Held>(
    read.db,
    `SELECT m.uuid, m.owner, m.token, m.method, m.brand, m.last4, m.expires, m.status, m.provider_status, m.is_primary, m.consent_on,
       m.nickname, (SELECT count(*) FROM attempt a WHERE a.gateway = m.gateway AND a.method = m.token
         AND a.state NOT IN ('done', 'dropped')) AS under_way FROM customer c
     JOIN saved_method m ON m.customer = c.id WHERE c.uuid = ? AND m.gateway = ? AND m.removed_at IS NULL ORDER BY m.id`,
    idToBytes(customer),
    gateway,
  );
}

const statusOf = { pending: 'Pending', confirmed: 'Confirmed', failed: 'Failed' } as const;

function factsOf(pulled: PulledMethod) {
  const { method, expires } = pulled;
  const brand = pulled.brand?.slice(0, 60) ?? null;
  const last4 = pulled.last4?.slice(-4) ?? null;
  return { method, brand, last4, expires, status: statusOf[pulled.status], providerStatus: pulled.providerStatus };
}

/** Of those that the book has of one card, the one that stays: what a person made of it is not lost. */
function byWorth(a: Held, b: Held): number {
  const worth = ({ is_primary, consent_on, nickname }: Held) =>
    is_primary * 4 + (consent_on === null ? 0 : 2) + (nickname === null ? 0 : 1);
  return worth(b) - worth(a);
}

function* taken(read: Facts, book: Book, of: Kept, { owner, method, tokens }: Instrument): Generator<EventDraft> {
  const occurredAt = book.clock.now();
  const pulled = method;
  const facts = factsOf(pulled);
  const held = heldOf(read, of).filter(({ token }) => token !== null && tokens.has(token));
  // A charge names the token that it was asked with: until it is done, nothing of that card moves.
  if (held.some((one) => one.under_way > 0 && one.token !== pulled.token)) return;
  const [known, ...doubles] = held.sort(byWorth);
  for (const { uuid } of doubles)
    yield { kind: 'method.removed', subject: idFromBytes(uuid), occurredAt, payload: { by: 'gateway' } };
  if (known) {
    const payload = changesOf(known, { ...facts, owner });
    if (known.token !== pulled.token) payload.token = pulled.token;
    const subject = idFromBytes(known.uuid);
    const personHash = named(read, subject, pulled);
    if (personHash !== null) payload.personHash = personHash;
    if (Object.keys(payload).length > 0) yield { kind: 'method.changed', subject, occurredAt, payload };
    return;
  }
  for (const token of tokens) if (elsewhere(read, of, token) || justRemoved(read, of, token, occurredAt)) return;
  const awaited = facts.status === 'Failed' ? undefined : completedAwaited(read, of);
  const subject = awaited ?? book.newId();
  const personHash = named(read, subject, pulled);
  const name = personHash === null ? {} : { personHash };
  if (awaited) {
    const payload: MethodChanged = { ...facts, owner, token: pulled.token, ...name };
    yield { kind: 'method.changed', subject, occurredAt, payload };
    return;
  }
  const payer = payerOf(read, of, pulled.label);
  const { brand, last4, expires, ...rest } = facts;
  const payload: MethodSaved = {
    ...{ ...of, owner, token: pulled.token, ...rest, ...name },
    ...(payer ? { payer } : {}),
    ...(brand === null ? {} : { brand }),
    ...(last4 === null ? {} : { last4 }),
    ...(expires === null ? {} : { expires }),
  };
  yield { kind: 'method.saved', subject, occurredAt, payload };
}

function changesOf(known: Held, now: ReturnType<typeof factsOf> & { owner: string }): MethodChanged {
  return {
    ...(known.owner === now.owner ? {} : { owner: now.owner }),
    ...(known.method === now.method ? {} : { method: now.method }),
    ...(known.brand === now.brand ? {} : { brand: now.brand }),
    ...(known.last4 === now.last4 ? {} : { last4: now.last4 }),
    ...(known.expires === now.expires ? {} : { expires: now.expires }),
    ...(known.status === now.status ? {} : { status: now.status }),
    ...(known.provider_status === now.providerStatus ? {} : { providerStatus: now.providerStatus }),
  };
}

/** A card is called by brand and last four; an account's name may be a person's e-mail, which events do not hold. */
function named(read: Facts, subject: Id, { label, last4 }: PulledMethod): string | null {
  if (last4 !== null) return null;
  const name = maskCardNumbers(label).slice(0, 200);
  return putPerson(read.db, subject, { name, email: null, phone: null, address: [], country: null, language: null });
}

/** A token that the book has of another customer stays there: one method is listed once. */
function elsewhere(read: Facts, { gateway }: Kept, token: string): boolean {
  const text = 'SELECT 1 FROM saved_method WHERE gateway = ? AND token = ? AND removed_at IS NULL';
  return one(read.db, text, gateway, token) !== undefined;
}

/** The provider's list was made before it took the removal in. */
function justRemoved(read: Facts, of: Kept, token: string, now: number): boolean {
  return (
    one(
      read.db,
      `SELECT 1 FROM customer c JOIN saved_method m ON m.customer = c.id
       WHERE c.uuid = ? AND m.gateway = ? AND m.token = ? AND m.removed_at > ?`,
      idToBytes(of.customer),
      of.gateway,
      token,
      now - STALE_MS,
    ) !== undefined
  );
}

/** The oldest that is awaited of a payment that is Completed. */
function completedAwaited(read: Facts, of: Kept): Id | undefined {
  const row = one<{ uuid: Buffer }>(
    read.db,
    `SELECT m.uuid FROM customer c JOIN saved_method m ON m.customer = c.id JOIN attempt a ON a.uuid = m.attempt
     JOIN payment p ON p.id = a.payment WHERE c.uuid = ? AND m.gateway = ? AND m.removed_at IS NULL AND m.token IS NULL
       AND m.status = 'Pending' AND p.status = 'Completed' ORDER BY m.id LIMIT 1`,
    idToBytes(of.customer),
    of.gateway,
  );
  return row && idFromBytes(row.uuid);
}

/** Whose it is: the payer who paid with it last, or the only payer; undefined: the customer itself. */
function payerOf(read: Facts, { customer, gateway }: Kept, label: string): Id | undefined {
  const paid = one<{ uuid: Buffer }>(
    read.db,
    `SELECT y.uuid FROM customer c JOIN payment p ON p.customer = c.id JOIN payer y ON y.id = p.payer
     WHERE c.uuid = ? AND p.gateway = ? AND p.method_label = ? ORDER BY p.at DESC, p.id DESC LIMIT 1`,
    idToBytes(customer),
    gateway,
    label,
  );
  if (paid) return idFromBytes(paid.uuid);
  const payers = all<{ uuid: Buffer }>(
    read.db,
    'SELECT y.uuid FROM customer c JOIN payer y ON y.customer = c.id WHERE c.uuid = ? ORDER BY y.id LIMIT 2',
    idToBytes(customer),
  );
  return payers.length === 1 && payers[0] ? idFromBytes(payers[0].uuid) : undefined;
}

/** The payer paid with a card that was kept before: what was awaited of that payment is there already. */
function* alreadyKept(read: Facts, book: Book, of: Kept): Generator<EventDraft> {
  const occurredAt = book.clock.now();
  const names = new Set(
    heldOf(read, of).flatMap(({ token, brand, last4 }) =>
      token === null || brand === null || last4 === null ? [] : [`${brand} ···· ${last4}`],
    ),
  );
  const rows = all<{ uuid: Buffer; label: string | null }>(
    read.db,
    `SELECT m.uuid, p.method_label AS label FROM customer c JOIN saved_method m ON m.customer = c.id JOIN attempt a ON a.uuid = m.attempt
     JOIN payment p ON p.id = a.payment WHERE c.uuid = ? AND m.gateway = ? AND m.removed_at IS NULL AND m.token IS NULL
       AND m.status = 'Pending' AND p.status = 'Completed'`,
    idToBytes(of.customer),
    of.gateway,
  );
  for (const { uuid, label } of rows)
    if (label !== null && names.has(label))
      yield { kind: 'method.removed', subject: idFromBytes(uuid), occurredAt, payload: { by: 'gateway' } };
}

/** Awaited in vain: its payment was Cancelled, or was Completed long ago and the provider shows nothing that it kept. */
function* givenUp(read: Facts, book: Book, of: Kept): Generator<EventDraft> {
  const occurredAt = book.clock.now();
  const rows = all<{ uuid: Buffer; status: Status }>(
    read.db,
    `SELECT m.uuid, p.status FROM customer c JOIN saved_method m ON m.customer = c.id JOIN attempt a ON a.uuid = m.attempt
     JOIN payment p ON p.id = a.payment WHERE c.uuid = ? AND m.gateway = ? AND m.removed_at IS NULL AND m.token IS NULL
       AND m.status = 'Pending' AND (p.status = 'Cancelled' OR p.completed_at <= ?)`,
    idToBytes(of.customer),
    of.gateway,
    occurredAt - AWAITED_MS,
  );
  for (const { uuid, status } of rows) {
    const payload: MethodChanged = {
      status: 'Failed',
      providerStatus: status === 'Cancelled' ? 'cancelled' : 'not-kept',
    };
    yield { kind: 'method.changed', subject: idFromBytes(uuid), occurredAt, payload };
  }
}
