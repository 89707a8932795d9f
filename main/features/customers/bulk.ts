/** What can be done to many customers at once. */
import { knownCustomer } from '../../db/known-customer';
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import type { BulkDeed } from '../changes/events';
import { type CustomerTagged, customerTags, mergedTags } from './desk-events';
import { isSettled } from './settled';

interface Tagging {
  add: readonly string[];
  remove: readonly string[];
}

function taggedAs(db: Db, item: Id, { add, remove }: Tagging): { was: string[]; tags: string[] } {
  const was = customerTags(db, item);
  const gone = new Set(remove.map((tag) => tag.toLocaleLowerCase()));
  const kept = was.filter((tag) => !gone.has(tag.toLocaleLowerCase()));
  return { was, tags: mergedTags([...kept, ...add.map(maskCardNumbers)]) };
}

export const tagCustomers: BulkDeed<Tagging> = {
  kind: 'customer.tagged',
  label: nameOf,
  plan({ db }, item, args) {
    const { was, tags } = taggedAs(db, item, args);
    if (was.join('\n') === tags.join('\n')) throw new Failure('nothing-to-change');
    return { label: nameOf(db, item), before: was.join(', '), after: tags.join(', ') };
  },
  *drafts({ db }, item, args, { nowMs }): Generator<EventDraft> {
    const payload: CustomerTagged = taggedAs(db, item, args);
    yield { kind: 'customer.tagged', subject: item, occurredAt: nowMs, payload };
  },
};

const archivedAt = (db: Db, item: Id) =>
  one<{ archived_at: number | null }>(db, 'SELECT archived_at FROM customer WHERE uuid = ?', idToBytes(item))
    ?.archived_at ?? null;

export const archiveCustomers: BulkDeed<object> = {
  kind: 'customer.archived',
  label: nameOf,
  plan({ db }, item) {
    const label = nameOf(db, item);
    if (archivedAt(db, item) !== null) throw new Failure('nothing-to-change');
    if (!isSettled(db, item)) throw new Failure('customer-not-settled');
    return { label, before: '', after: '' };
  },
  *drafts(_facts, item, _args, { nowMs }): Generator<EventDraft> {
    yield { kind: 'customer.archived', subject: item, occurredAt: nowMs, payload: {} };
  },
};

export const restoreCustomers: BulkDeed<object> = {
  kind: 'customer.restored',
  label: nameOf,
  plan({ db }, item) {
    const label = nameOf(db, item);
    if (archivedAt(db, item) === null) throw new Failure('nothing-to-change');
    return { label, before: '', after: '' };
  },
  *drafts(_facts, item, _args, { nowMs }): Generator<EventDraft> {
    yield { kind: 'customer.restored', subject: item, occurredAt: nowMs, payload: {} };
  },
};

function nameOf(db: Db, item: Id): string {
  const row = one<{ name: string | null }>(
    db,
    'SELECT n.name FROM customer c LEFT JOIN person n ON n.uuid = c.uuid WHERE c.uuid = +?',
    idToBytes(item),
  );
  if (!row) throw new Failure('customer-unknown', { id: item });
  knownCustomer(db, item);
  return row.name ?? '';
}
