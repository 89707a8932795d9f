/** Payment links and registration links of the simulated account, and what a payer does on their page. */
import { z } from 'zod';
import { asked, notesSchema, readBody, type Write } from './asked';
import type { Bank, PaymentWish } from './bank';
import { type InvoiceObject, type LinkObject, notesObject } from './objects';
import { RazorpayProblem, unknownId } from './problem';

const person = z.object({
  name: z.string().max(50).optional(),
  email: z.email().optional(),
  contact: z.string().optional(),
});
const linkSchema = z.object({
  amount: asked,
  currency: z.string().length(3),
  accept_partial: z.boolean().optional(),
  reference_id: z.string().max(40).optional(),
  description: z.string().max(2048).optional(),
  expire_by: z.int().optional(),
  customer: person.optional(),
  notify: z.object({ sms: z.boolean().optional(), email: z.boolean().optional() }).optional(),
  reminder_enable: z.boolean().optional(),
  notes: notesSchema,
  callback_url: z.url().optional(),
  callback_method: z.literal('get').optional(),
});
const registrationSchema = z.object({
  customer: z.object({ name: z.string().max(50), email: z.email(), contact: z.string().min(8) }),
  type: z.literal('link'),
  amount: asked,
  currency: z.literal('INR'),
  description: z.string().min(1).max(2048),
  subscription_registration: z.object({ method: z.enum(['card', 'emandate', 'nach', 'upi']) }),
  receipt: z.string().max(40).optional(),
  expire_by: z.int().optional(),
  notes: notesSchema,
});

const FIFTEEN_MINUTES_S = 900;

export function makeLink({ bank, at, url }: Write, body: unknown): LinkObject {
  const wish = readBody(linkSchema, body);
  const { amount, currency, reference_id = '', description = '', expire_by = 0, customer = {} } = wish;
  if (expire_by !== 0 && expire_by < at + FIFTEEN_MINUTES_S) {
    throw new RazorpayProblem(400, 'expire_by should be at least 15 minutes after current time', {
      field: 'expire_by',
    });
  }
  const isTaken = reference_id !== '' && bank.links.oldestFirst().some((link) => link.reference_id === reference_id);
  if (isTaken) {
    const why = `payment link with given reference_id (${reference_id}) already exists`;
    throw new RazorpayProblem(400, why, { field: 'reference_id' });
  }
  const id = bank.newId('plink');
  const { notes } = wish;
  const order = bank.makeOrder({ at, amount, currency, receipt: reference_id || null, ...(notes ? { notes } : {}) });
  const given = Object.fromEntries(Object.entries(customer).filter(([, value]) => value !== undefined));
  return bank.links.add({
    id,
    accept_partial: wish.accept_partial ?? false,
    amount,
    amount_paid: 0,
    callback_method: wish.callback_method ?? '',
    callback_url: wish.callback_url ?? '',
    cancelled_at: 0,
    created_at: at,
    currency,
    customer: Object.keys(given).length > 0 ? given : [],
    description,
    expire_by,
    expired_at: 0,
    first_min_partial_amount: 0,
    notes: notesObject(notes),
    notify: { email: wish.notify?.email ?? false, sms: wish.notify?.sms ?? false, whatsapp: false },
    order_id: order.id,
    payments: [],
    reference_id,
    reminder_enable: wish.reminder_enable ?? false,
    reminders: [],
    short_url: `${url}/i/${id.slice('plink_'.length)}`,
    status: 'created',
    updated_at: at,
    upi_link: false,
    user_id: '',
  });
}

export function makeRegistration({ bank, at, url }: Write, body: unknown): InvoiceObject {
  const wish = readBody(registrationSchema, body);
  const { receipt = null, amount, currency, notes, description } = wish;
  if (receipt !== null && bank.invoices.oldestFirst().some((invoice) => invoice.receipt === receipt)) {
    throw new RazorpayProblem(400, `receipt must be unique for each item. ${receipt} is already in use`);
  }
  const { name, email, contact } = wish.customer;
  const known = bank.customers.oldestFirst().find((each) => each.email === email && each.contact === contact);
  const customer = known?.id ?? bank.makeCustomer({ at, name, email, phone: contact });
  const order = bank.makeOrder({ at, amount, currency, receipt, ...(notes ? { notes } : {}) });
  const id = bank.newId('inv');
  return bank.invoices.add({
    id,
    entity: 'invoice',
    receipt,
    invoice_number: receipt,
    customer_id: customer,
    customer_details: { id: customer, name, email, contact },
    order_id: order.id,
    line_items: [],
    payment_id: null,
    status: 'issued',
    expire_by: wish.expire_by ?? null,
    issued_at: at,
    paid_at: null,
    cancelled_at: null,
    expired_at: null,
    amount,
    amount_paid: 0,
    amount_due: amount,
    currency,
    description,
    notes: notesObject(notes),
    short_url: `${url}/i/${id.slice('inv_'.length)}`,
    type: 'link',
    created_at: at,
  });
}

/** Ends a link that nobody has paid. */
export function cancelLink({ bank, at }: Write, id: string): LinkObject | InvoiceObject {
  const link = bank.links.get(id) ?? bank.invoices.get(id);
  if (!link) throw unknownId();
  if (!isOpen(link))
    throw new RazorpayProblem(400, `Payment link is already in ${link.status} state and cannot be cancelled`);
  return Object.assign(link, { status: 'cancelled', cancelled_at: at });
}

export function isOpen({ status }: { status: string }): boolean {
  return status === 'created' || status === 'issued';
}

/** Links whose time is over can no longer be paid. */
export function expireLinks(bank: Bank, at: number): void {
  for (const link of [...bank.links.oldestFirst(), ...bank.invoices.oldestFirst()]) {
    if (isOpen(link) && link.expire_by && link.expire_by <= at)
      Object.assign(link, { status: 'expired', expired_at: at });
  }
}

export function linkByTail(bank: Bank, tail: string): LinkObject | InvoiceObject | undefined {
  return bank.links.get(`plink_${tail}`) ?? bank.invoices.get(`inv_${tail}`);
}

/** What the payer comes to on the page. Gives the payment's id. */
export function payLink(
  bank: Bank,
  at: number,
  link: LinkObject | InvoiceObject,
  outcome: 'succeed' | 'decline',
): string {
  const isInvoice = 'entity' in link;
  const who = isInvoice ? link.customer_details : personOf(link);
  const wish: PaymentWish = {
    at,
    amount: link.amount,
    currency: link.currency,
    status: outcome === 'succeed' ? 'captured' : 'failed',
    card: { last4: '1111', network: 'Visa', name: who.name ?? '' },
    order: link.order_id,
    // A payment tells the link by these words only: it does not carry the link's notes.
    description: isInvoice ? `Invoice #${link.id}` : `#${link.id.slice('plink_'.length)}`,
    ...(isInvoice ? { invoice: link.id, customer: link.customer_id } : {}),
    ...(who.email ? { email: who.email } : {}),
    ...(who.contact ? { contact: who.contact } : {}),
  };
  const token = isInvoice && outcome === 'succeed' ? bank.makeToken(link.customer_id, { at }) : undefined;
  const payment = bank.makePayment({ ...wish, ...(token ? { token } : {}) });
  if (outcome === 'decline') return payment;
  if (isInvoice)
    Object.assign(link, { status: 'paid', paid_at: at, payment_id: payment, amount_paid: link.amount, amount_due: 0 });
  else {
    const { amount } = link;
    const paid = { amount, created_at: at, method: 'card', payment_id: payment, plink_id: link.id, status: 'captured' };
    Object.assign(link, { status: 'paid', amount_paid: amount, updated_at: at, payments: [paid] });
  }
  return payment;
}

function personOf({ customer }: LinkObject): {
  name?: string | undefined;
  email?: string | undefined;
  contact?: string | undefined;
} {
  return person.safeParse(customer).data ?? {};
}
