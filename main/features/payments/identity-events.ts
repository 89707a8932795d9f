/**
 * A payment that we made before its provider had a name for it: it gets that name; or it turns out that the provider had told of it
 * already, and then the row that was told stays and ours goes. There is never more than one row for one payment.
 */
import { z } from 'zod';
import { type EventKind, eventKind } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { accounts } from '../../ledger/chart';
import { move } from '../../ledger/entry';
import { inherit, paymentRow, removePayment } from './projection';
import { idText } from './shapes';
import { wordsChanged } from './words';

const identifiedSchema = z.strictObject({ gateway: z.string(), externalId: z.string(), attempt: idText });
export type PaymentIdentified = z.infer<typeof identifiedSchema>;

const adoptedSchema = z.strictObject({
  gateway: z.string(),
  attempt: idText,
  /** The payment that was made here for the attempt; its row goes. */
  own: idText,
  customer: idText.optional(),
  payer: idText.optional(),
  currency: z.string(),
  /** What of it stood in suspense until its owner was known by this. */
  suspense: z.number().int().nonnegative(),
});
export type PaymentAdopted = z.infer<typeof adoptedSchema>;

export const paymentIdentified = eventKind<PaymentIdentified>({
  schema: identifiedSchema,
  project({ externalId }, event, projector) {
    const row = paymentRow(projector.db, event.subject);
    wordsChanged(projector.db, row, { ...row, external_id: externalId });
    projector.run('UPDATE payment SET external_id = ? WHERE id = ?', externalId, row.id);
  },
});

export const paymentAdopted = eventKind<PaymentAdopted>({
  schema: adoptedSchema,
  entry({ customer, currency, suspense }) {
    return customer ? move(accounts.credit(customer, 'paid'), accounts.suspense(), suspense, currency) : [];
  },
  project(payload, event, projector) {
    const stays = paymentRow(projector.db, event.subject);
    const own = paymentRow(projector.db, payload.own);
    projector.run('UPDATE attempt SET payment = ? WHERE payment = ?', stays.id, own.id);
    removePayment(projector, own);
    setOwner(projector, stays.id, payload);
    inherit(projector, stays, own);
  },
});

function setOwner(projector: Projector, id: number, { customer, payer }: PaymentAdopted): void {
  if (customer)
    projector.run('UPDATE payment SET customer = ? WHERE id = ?', projector.keyOf('customer', customer), id);
  if (customer) projector.run("UPDATE payment SET flag = NULL WHERE id = ? AND flag = 'no-customer'", id);
  if (payer) projector.run('UPDATE payment SET payer = ? WHERE id = ?', projector.keyOf('payer', payer), id);
}

export const identityKinds: readonly (readonly [string, EventKind])[] = [
  ['payment.identified', paymentIdentified],
  ['payment.adopted', paymentAdopted],
];
