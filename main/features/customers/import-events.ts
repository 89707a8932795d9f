/** Customers that came from a file: taken out again with everything the file said, or tied to the file's id and untied. */
import { z } from 'zod';
import { type Db, one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { forgetKeys } from '../../journal/project';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { personSchema } from './contract';

/** What a file may say of a person: what a screen may. */
export const importedPerson = personSchema;

/** Under what `customer_link` has the ids that a file gave. */
export const IMPORT_LINK = 'import';

const linkSchema = z.strictObject({ externalId: z.string().min(1).max(200) });
export type CustomerLinked = z.infer<typeof linkSchema>;

/** The rows that refer to a customer, by table and column. A test compares them with the tables of the book. */
export const referring = [
  ['adjustment', 'customer'],
  ['approval', 'customer'],
  ['claim', 'customer'],
  ['customer', 'merged_into'],
  ['customer_link', 'customer'],
  ['customer_merge', 'customer'],
  ['customer_merge', 'survivor'],
  ['invoice', 'customer'],
  ['note', 'customer'],
  ['payer', 'customer'],
  ['payment', 'customer'],
  ['saved_method', 'customer'],
] as const;

/** The link that the import itself made goes with the customer. */
const used = `SELECT 1 FROM customer c WHERE c.uuid = ? AND (${referring
  .map(([table, column]) => {
    const others = table === 'customer_link' ? `AND gateway <> '${IMPORT_LINK}'` : '';
    return `EXISTS (SELECT 1 FROM ${table} WHERE ${column} = c.id ${others})`;
  })
  .join(' OR ')})`;

/** Throws Failure changed-since, customer-in-use. */
function assertUntouched(db: Db, customer: Id, seq: number): void {
  if (one(db, 'SELECT 1 FROM event WHERE subject = ? AND seq > ?', idToBytes(customer), seq))
    throw new Failure('changed-since');
  if (one(db, used, idToBytes(customer))) throw new Failure('customer-in-use');
}

const importedSchema = z.strictObject({ externalId: z.string().min(1).max(200).optional(), personHash: z.string() });
export type CustomerImported = z.infer<typeof importedSchema>;

/** As it came from a file: `customer.added` of a gateway is another matter, its gateway would bring it again. */
export const customerImported = eventKind<CustomerImported>({
  schema: importedSchema,
  project({ externalId }, event, projector) {
    const id = projector.run(
      'INSERT INTO customer (uuid, since) VALUES (?, ?)',
      idToBytes(event.subject),
      event.occurredAt,
    );
    if (externalId === undefined) return;
    projector.run(
      'INSERT INTO customer_link (gateway, external_id, customer) VALUES (?, ?, ?)',
      ...[IMPORT_LINK, externalId, id],
    );
  },
  undo(_payload, { subject, seq }, { db }, { nowMs }) {
    assertUntouched(db, subject, seq);
    return [{ kind: 'customer.withdrawn', subject, occurredAt: nowMs, payload: {} }];
  },
});

/** Nothing of it is left but its events, which name nobody. */
const withdrawn = eventKind<object>({
  schema: z.strictObject({}),
  project(_payload, { subject }, projector) {
    const uuid = idToBytes(subject);
    projector.run('DELETE FROM customer_link WHERE customer = (SELECT id FROM customer WHERE uuid = ?)', uuid);
    projector.run('DELETE FROM customer WHERE uuid = ?', uuid);
    projector.run('DELETE FROM person WHERE uuid = ?', uuid);
    forgetKeys(projector.db);
  },
});

const linked = eventKind<CustomerLinked>({
  schema: linkSchema,
  project({ externalId }, { subject }, projector) {
    projector.run(
      'INSERT INTO customer_link (gateway, external_id, customer) SELECT ?, ?, id FROM customer WHERE uuid = ?',
      ...[IMPORT_LINK, externalId, idToBytes(subject)],
    );
  },
  undo({ externalId }, { subject }, { db }, { nowMs }) {
    const there = `SELECT 1 FROM customer_link l JOIN customer c ON c.id = l.customer
      WHERE l.gateway = 'import' AND l.external_id = ? AND c.uuid = ?`;
    if (!one(db, there, externalId, idToBytes(subject))) throw new Failure('changed-since');
    const payload: CustomerLinked = { externalId };
    return [{ kind: 'customer.unlinked', subject, occurredAt: nowMs, payload }];
  },
});

const unlinked = eventKind<CustomerLinked>({
  schema: linkSchema,
  project({ externalId }, _event, projector) {
    projector.run('DELETE FROM customer_link WHERE gateway = ? AND external_id = ?', IMPORT_LINK, externalId);
  },
});

export const importedCustomerKinds: readonly (readonly [string, EventKind])[] = [
  ['customer.imported', customerImported],
  ['customer.withdrawn', withdrawn],
  ['customer.linked', linked],
  ['customer.unlinked', unlinked],
];
