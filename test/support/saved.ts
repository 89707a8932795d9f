/** Saved methods for tests: recorded as the gateways' list would record them. */
import { putPerson } from '../../main/db/person';
import { one } from '../../main/db/sql';
import type { MethodSaved } from '../../main/features/methods/events';
import { type Book, record } from '../../main/journal/record';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { act } from './book';

/** A Confirmed card of the customer itself; a test states only what it is about. */
export function saveMethod(book: Book, customer: Id, more: Partial<MethodSaved> = {}): Id {
  const id = book.newId();
  const payload: MethodSaved = {
    ...{ customer, gateway: 'stripe', owner: 'cus_1', token: `pm_${id}`, method: 'card', brand: 'Visa', last4: '4242' },
    ...{ expires: '2030-12', status: 'Confirmed', providerStatus: 'attached' },
    ...more,
  };
  record(book, act(book), () => [{ kind: 'method.saved', subject: id, occurredAt: book.clock.now(), payload }]);
  return id;
}

/** Everything that can happen to a saved method. The book must hold a customer, and an attempt. */
export function saveInEveryState(book: Book): void {
  const first = (table: 'customer' | 'attempt') => {
    const text = table === 'customer' ? 'SELECT uuid FROM customer' : 'SELECT uuid FROM attempt';
    return idFromBytes(one<{ uuid: Buffer }>(book.db, text)?.uuid ?? Buffer.alloc(16));
  };
  const customer = first('customer');
  const payer = book.newId();
  const happen = (kind: string, subject: Id, payload: object) =>
    record(book, act(book), () => [{ kind, subject, occurredAt: book.clock.now(), payload }]);
  record(book, act(book), function* ({ db }) {
    const person = { name: 'Jane', email: null, phone: null, address: [], country: null, language: null };
    const personHash = putPerson(db, payer, person) ?? '';
    yield { kind: 'payer.added', subject: payer, occurredAt: book.clock.now(), payload: { customer, personHash } };
  });
  const [kept, second, failed, gone] = [0, 1, 2, 3].map((n) => saveMethod(book, customer, { payer, token: `pm_${n}` }));
  if (!kept || !second || !failed || !gone) throw new Error('four were saved');
  happen('method.made-primary', second, {});
  happen('method.nicknamed', kept, { nickname: 'Office card' });
  happen('method.verified', kept, { part: 'details', by: 'ada', note: 'Statement seen' });
  happen('method.verified', kept, { part: 'address', by: 'ada', note: null });
  happen('method.consented', kept, { on: '2026-02-20', terms: 'Contract 7, clause 4' });
  happen('method.changed', failed, { status: 'Failed', providerStatus: 'failed', expires: null });
  happen('method.removed', gone, { by: 'operator' });
  const awaited = saveMethod(book, customer, { status: 'Pending', token: undefined, attempt: first('attempt') });
  record(book, act(book), function* ({ db }) {
    const name = 'jane@customer.example';
    const person = { name, email: null, phone: null, address: [], country: null, language: null };
    const personHash = putPerson(db, awaited, person) ?? '';
    const payload = { status: 'Confirmed', token: 'tok_9', method: 'paypal', brand: null, last4: null, personHash };
    yield { kind: 'method.changed', subject: awaited, occurredAt: book.clock.now(), payload };
  });
}
