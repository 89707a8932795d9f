/** What pays an invoice, and what takes it back: credit, credit notes, short payments, write-offs. */
import { z } from 'zod';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { type Id, idToBytes } from '../../kernel/id';
import { shortWays } from '../../kernel/invoice';
import { accounts, lots } from '../../ledger/chart';
import { move, reverse } from '../../ledger/entry';
import { appliedEntry, creditedEntry, shortEntry, writtenOffEntry } from '../../ledger/invoice';
import { drawNumber, moveSums } from './projection';
import { billedShape, dayText, idText, lotsSchema, numberShape, positiveSum, sumOfLots } from './shapes';
import { keepRelief, reliefSchema } from './tax-relief';
import { creditUnapplied, unapply } from './unapplying';

const moneyShape = { customer: idText, currency: z.string() };

const appliedSchema = z.strictObject({
  ...moneyShape,
  taken: lotsSchema,
  /** The payment whose money it is, where it came for this invoice. */
  payment: idText.optional(),
});
export type CreditApplied = z.infer<typeof appliedSchema>;

const fundedSchema = z.strictObject({ payment: idText, amount: positiveSum });
export type InvoiceFunded = z.infer<typeof fundedSchema>;

const creditedSchema = z.strictObject({
  ...billedShape,
  ...numberShape,
  note: idText,
  day: dayText,
  reason: z.string(),
  /** What is credited of each line's net sum. */
  lines: z.array(z.strictObject({ n: z.number().int().nonnegative(), net: z.number().int() })),
  net: z.number().int(),
  tax: z.number().int(),
  total: positiveSum,
  /** What goes back to the lots, and from which applications. The rest was not paid. */
  back: lotsSchema,
  from: z.array(z.strictObject({ application: z.number().int(), ...lotsSchema.shape })),
});
export type InvoiceCredited = z.infer<typeof creditedSchema>;

const shortSchema = z.strictObject({
  ...moneyShape,
  amount: positiveSum,
  way: z.enum(shortWays),
  reason: z.string(),
});
export type InvoiceShort = z.infer<typeof shortSchema>;

const writtenOffSchema = z.strictObject({
  ...moneyShape,
  amount: positiveSum,
  reason: z.string(),
  /** The tax in it that is given back, or taken again; part of the amount. */
  relief: reliefSchema.optional(),
});
export type InvoiceWrittenOff = z.infer<typeof writtenOffSchema>;

/** Its gateway took the money back (or gave it again): the ledger's side stands in the payment's own event. */
const returnedSchema = z.strictObject({ payment: idText, amount: positiveSum });
export type InvoiceReturned = z.infer<typeof returnedSchema>;

const regainedSchema = z.strictObject({ ...moneyShape, amount: positiveSum });
export type CreditRegained = z.infer<typeof regainedSchema>;

export const creditApplied = eventKind<CreditApplied>({
  schema: appliedSchema,
  entry: ({ customer, taken, currency }) => appliedEntry(customer, taken, currency),
  project({ taken, payment }, event, projector) {
    apply(projector, event, taken, payment);
  },
  undo: (payload, event, { db }, use) => unapply(payload, event, db, use),
});

/** An add-funds invoice is paid: the payment itself raised the credit. */
export const invoiceFunded = eventKind<InvoiceFunded>({
  schema: fundedSchema,
  project({ payment, amount }, event, projector) {
    apply(projector, event, { granted: 0, voucher: 0, paid: amount }, payment);
  },
});

function apply(projector: Projector, event: StoredEvent, taken: z.infer<typeof lotsSchema>, payment?: Id): void {
  const { id } = moveSums(projector, event, { paid: sumOfLots(taken) });
  projector.run(
    'INSERT INTO invoice_application (invoice, payment, granted, voucher, paid, at) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    payment === undefined ? null : idToBytes(payment),
    ...lots.map((lot) => taken[lot]),
    event.occurredAt,
  );
}

const noteSql = `INSERT INTO credit_note (uuid, invoice, number, day, net, tax, total, reason, granted, voucher, paid, at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export const invoiceCredited = eventKind<InvoiceCredited>({
  schema: creditedSchema,
  entry: (payload, { bookedOn }) => creditedEntry(payload, bookedOn),
  project(payload, event, projector) {
    const { number, period, sequence, day, net, tax, total, reason, back } = payload;
    drawNumber(projector, 'credit-note', { period, sequence, day });
    const { id } = moveSums(projector, event, { credited: total, paid: -sumOfLots(back) });
    const lotSums = lots.map((lot) => back[lot]);
    const uuid = idToBytes(payload.note);
    const key = projector.run(noteSql, uuid, id, number, day, net, tax, total, reason, ...lotSums, event.occurredAt);
    for (const line of payload.lines)
      projector.run(
        'UPDATE invoice_line SET credited = credited + ? WHERE invoice = ? AND n = ?',
        line.net,
        id,
        line.n,
      );
    for (const sum of payload.taxes) {
      const { code, rate } = sum;
      projector.run(
        'UPDATE invoice_tax SET credited_tax = credited_tax + ? WHERE invoice = ? AND code = ? AND rate = ?',
        ...[sum.tax, id, code, rate],
      );
      projector.run(
        'INSERT INTO credit_note_tax (note, code, rate, net, tax) VALUES (?, ?, ?, ?, ?)',
        ...[key, code, rate, sum.net, sum.tax],
      );
    }
    for (const { application, granted, voucher, paid } of payload.from)
      projector.run(
        'UPDATE invoice_application SET granted = granted - ?, voucher = voucher - ?, paid = paid - ? WHERE id = ?',
        ...[granted, voucher, paid, application],
      );
  },
});

export const invoiceShort = eventKind<InvoiceShort>({
  schema: shortSchema,
  entry: ({ customer, amount, way, currency }) => shortEntry(customer, amount, way, currency),
  project: ({ amount }, event, projector) => void moveSums(projector, event, { short: amount }),
});

export const invoiceWrittenOff = eventKind<InvoiceWrittenOff>({
  schema: writtenOffSchema,
  entry: ({ customer, amount, currency, relief }) => writtenOffEntry(customer, amount, currency, relief),
  project({ amount, relief }, event, projector) {
    const { id: invoice } = moveSums(projector, event, { written_off: amount });
    keepRelief(projector, event, { invoice, relief, sign: 1 });
  },
});

/** The write-off is taken back: it is due again, and can be paid. */
export const invoiceRecovered = eventKind<InvoiceWrittenOff>({
  schema: writtenOffSchema,
  entry: ({ customer, amount, currency, relief }) => reverse(writtenOffEntry(customer, amount, currency, relief)),
  project({ amount, relief }, event, projector) {
    const { id: invoice } = moveSums(projector, event, { written_off: -amount });
    keepRelief(projector, event, { invoice, relief, sign: -1 });
  },
});

const returnSql = `UPDATE invoice_application SET paid = paid - ?, returned = returned + ? WHERE id = (
  SELECT id FROM invoice_application WHERE invoice = ? AND payment = ? AND paid >= ? ORDER BY id LIMIT 1)`;
const restoreSql = `UPDATE invoice_application SET paid = paid + ?, returned = returned - ? WHERE id = (
  SELECT id FROM invoice_application WHERE invoice = ? AND payment = ? AND returned >= ? ORDER BY id LIMIT 1)`;

export const invoiceReturned = eventKind<InvoiceReturned>({
  schema: returnedSchema,
  project({ payment, amount }, event, projector) {
    const { id } = moveSums(projector, event, { paid: -amount });
    projector.run(returnSql, amount, amount, id, idToBytes(payment), amount);
  },
});

export const invoiceRestored = eventKind<InvoiceReturned>({
  schema: returnedSchema,
  project({ payment, amount }, event, projector) {
    const { id } = moveSums(projector, event, { paid: amount });
    projector.run(restoreSql, amount, amount, id, idToBytes(payment), amount);
  },
});

/** What a customer had owed was not owed after all, and is paid or lost meanwhile: it is credit. Its subject is the payment. */
export const creditRegained = eventKind<CreditRegained>({
  schema: regainedSchema,
  entry: ({ customer, amount, currency }) =>
    move(accounts.credit(customer, 'paid'), accounts.receivable(customer), amount, currency),
  project() {},
});

export const moneyKinds: readonly (readonly [string, EventKind])[] = [
  ['credit.applied', creditApplied],
  ['credit.unapplied', creditUnapplied],
  ['credit.regained', creditRegained],
  ['invoice.funded', invoiceFunded],
  ['invoice.credited', invoiceCredited],
  ['invoice.short', invoiceShort],
  ['invoice.written-off', invoiceWrittenOff],
  ['invoice.recovered', invoiceRecovered],
  ['invoice.returned', invoiceReturned],
  ['invoice.restored', invoiceRestored],
];
