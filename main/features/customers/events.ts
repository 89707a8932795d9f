/** Customers and their payers. Events carry a salted hash of a person's data; the data itself stands in the erasable table. */
import { z } from 'zod';
import { type EventKind, eventKind } from '../../journal/event';
import { type Id, idToBytes, isId } from '../../kernel/id';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');

const addedSchema = z.strictObject({
  gateway: z.string().optional(),
  externalId: z.string().optional(),
  personHash: z.string(),
});
export type CustomerAdded = z.infer<typeof addedSchema>;

const changedSchema = z.strictObject({
  /** Left out when no person's data changed. */
  personHash: z.string().optional(),
  /** UTC milliseconds: when the customer came to be, where that was not known before. */
  since: z.number().int().optional(),
});
export type CustomerChanged = z.infer<typeof changedSchema>;

const payerAddedSchema = z.strictObject({ customer: idText, personHash: z.string() });
export type PayerAdded = z.infer<typeof payerAddedSchema>;

export const customerAdded = eventKind<CustomerAdded>({
  schema: addedSchema,
  project(payload, event, projector) {
    const id = projector.run(
      'INSERT INTO customer (uuid, since) VALUES (?, ?)',
      idToBytes(event.subject),
      event.occurredAt,
    );
    if (payload.gateway === undefined || payload.externalId === undefined) return;
    projector.run(
      'INSERT INTO customer_link (gateway, external_id, customer) VALUES (?, ?, ?)',
      payload.gateway,
      payload.externalId,
      id,
    );
  },
});

export const customerChanged = eventKind<CustomerChanged>({
  schema: changedSchema,
  project({ since }, event, projector) {
    if (since === undefined) return;
    projector.run('UPDATE customer SET since = ? WHERE uuid = ?', since, idToBytes(event.subject));
  },
});

export const payerAdded = eventKind<PayerAdded>({
  schema: payerAddedSchema,
  project(payload, event, projector) {
    const customer = projector.keyOf('customer', payload.customer);
    projector.run('INSERT INTO payer (uuid, customer) VALUES (?, ?)', idToBytes(event.subject), customer);
  },
});

export const payerChanged = eventKind<CustomerChanged>({ schema: changedSchema, project() {} });

export const customerKinds: readonly (readonly [string, EventKind])[] = [
  ['customer.added', customerAdded],
  ['customer.changed', customerChanged],
  ['payer.added', payerAdded],
  ['payer.changed', payerChanged],
];
