/** What one notice says and to whom, as the book is at this moment; or why it is not sent any more. */
import { type Db, one } from '../../db/sql';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import {
  isMailAddress,
  type MailDrop,
  type MailKind,
  type MailLanguage,
  type MailPlaceholder,
  mailLanguageOf,
} from '../../kernel/mail';
import { toDecimal } from '../../kernel/money';
import type { Method, Reason, Status } from '../../kernel/payment';
import { type Day, dayIn } from '../../kernel/time';
import { letterheadSettings } from '../papers/letterhead';
import { bookTimeZone } from '../payments/filter';
import { dayText, moneyIn } from './figures';
import type { Letter } from './rows';
import type { MailSettings } from './settings';
import { fill, htmlOf, type MailValues, mailTemplate } from './templates';
import { mailWords } from './templates/built-in';
import type { MailReason } from './templates/words';

export interface Composed {
  customer: Id | null;
  to: { name: string; address: string };
  copy: { name: string; address: string } | null;
  language: MailLanguage;
  subject: string;
  text: string;
  html: string;
}

interface PaymentRow {
  customer: Buffer | null;
  payer: Buffer | null;
  amount: number;
  currency: string;
  status: Status;
  reason: Reason | null;
  method: Method;
  description: string;
  reference: string;
  at: number;
}

interface InvoiceRow {
  customer: Buffer;
  payer: Buffer | null;
  number: string | null;
  currency: string;
  open: number;
  state: string;
  reference: string | null;
  due_day: string;
  promised_day: string | null;
}

interface About {
  payment: PaymentRow | null;
  invoice: InvoiceRow | null;
  today: Day;
}

interface PersonRow {
  name: string;
  email: string | null;
  language: string | null;
}

/** `isAttached`: its paper goes with it. */
export function compose(
  db: Db,
  letter: Letter,
  settings: MailSettings,
  nowMs: number,
  isAttached: boolean,
): Composed | { drop: MailDrop; detail?: string } {
  const dayOf = dayIn(bookTimeZone(db));
  const about = { payment: paymentOf(db, letter), invoice: invoiceOf(db, letter), today: dayOf(nowMs) };
  const why = notAnyMore(letter.kind, about);
  if (why !== null) return { drop: why };
  const whose = about.payment?.customer ?? about.invoice?.customer ?? null;
  const contact = whose && contactOf(db, whose);
  if (!contact?.email || !isMailAddress(contact.email)) return { drop: 'no-address', detail: contact?.email ?? '' };
  const payer = about.payment?.payer ?? about.invoice?.payer ?? null;
  const copy = payer && personOf(db, payer);
  const language = mailLanguageOf(contact.language) ?? settings.language;
  const company = settings.fromName || letterheadSettings(db).name;
  const values = {
    ...valuesOf(about, language, dayOf, isAttached),
    company,
    customer: contact.name || mailWords[language].customer,
  };
  const { subject, text } = fill(mailTemplate(db, letter.kind, language), values);
  return {
    customer: whose ? idFromBytes(whose) : null,
    to: { name: contact.name, address: contact.email },
    copy: copyTo(copy, contact.email),
    ...{ language, subject, text, html: htmlOf(text, language) },
  };
}

function paymentOf(db: Db, { payment }: Letter): PaymentRow | null {
  if (payment === null) return null;
  const text = `SELECT c.uuid AS customer, y.uuid AS payer, p.amount, p.currency, p.status, p.reason, p.method, p.description, p.reference, p.at
    FROM payment p LEFT JOIN customer c ON c.id = p.customer LEFT JOIN payer y ON y.id = p.payer WHERE p.uuid = ?`;
  return one<PaymentRow>(db, text, idToBytes(payment)) ?? null;
}

function invoiceOf(db: Db, { invoice }: Letter): InvoiceRow | null {
  if (invoice === null) return null;
  const text = `SELECT c.uuid AS customer, y.uuid AS payer, i.number, i.currency, i.open, i.state, i.reference, i.due_day, i.promised_day
    FROM invoice i JOIN customer c ON c.id = i.customer LEFT JOIN payer y ON y.id = i.payer WHERE i.uuid = ?`;
  return one<InvoiceRow>(db, text, idToBytes(invoice)) ?? null;
}

/** What was true when it was written down may have changed meanwhile. */
function notAnyMore(kind: MailKind, { payment, invoice, today }: About): MailDrop | null {
  if (kind === 'receipt') return payment?.status === 'Completed' ? null : 'no-longer';
  const isPromised = invoice?.promised_day != null && invoice.promised_day >= today;
  if (kind === 'upcoming-invoice') {
    if (invoice?.state !== 'issued' || invoice.open <= 0 || invoice.due_day < today) return 'no-longer';
    return isPromised ? 'promised' : null;
  }
  if (payment?.status !== 'Cancelled') return 'no-longer';
  if (invoice && invoice.open <= 0) return 'no-longer';
  return isPromised ? 'promised' : null;
}

/** The primary contact of the customer, or of whom it was merged into: a payer that was named for it, else the customer itself. */
function contactOf(db: Db, customer: Buffer): PersonRow | null {
  const text = `SELECT n.name, n.email, n.language FROM customer t JOIN customer c ON c.id = coalesce(t.merged_into, t.id)
    LEFT JOIN payer y ON y.uuid = c.contact AND y.archived_at IS NULL
    JOIN person n ON n.uuid = coalesce(y.uuid, c.uuid) WHERE t.uuid = ?`;
  return one<PersonRow>(db, text, customer) ?? null;
}

function personOf(db: Db, uuid: Buffer): PersonRow | null {
  return one<PersonRow>(db, 'SELECT name, email, language FROM person WHERE uuid = ?', uuid) ?? null;
}

/** Whoever pays, where that is somebody else. */
function copyTo(payer: PersonRow | null, address: string): Composed['copy'] {
  const email = payer?.email;
  if (!payer || !email || !isMailAddress(email) || email.toLowerCase() === address.toLowerCase()) return null;
  return { name: payer.name, address: email };
}

function valuesOf(
  { payment, invoice, today }: About,
  language: MailLanguage,
  dayOf: (atMs: number) => Day,
  isAttached: boolean,
): MailValues {
  const words = mailWords[language];
  const number = invoice?.number ?? '';
  const values: Partial<Record<MailPlaceholder, string>> = { attached: isAttached ? words.attached : '' };
  if (payment) {
    values.amount = moneyIn(language, toDecimal(payment.amount, payment.currency), payment.currency);
    values.date = dayText(language, dayOf(payment.at));
    values.method = words.methods[payment.method];
    values.reference = payment.reference;
    values.about = number === '' ? payment.description : words.invoice.replace('{number}', number);
    values.reason = words.reasons[reasonOf(payment.reason)];
  } else if (invoice) {
    values.amount = moneyIn(language, toDecimal(invoice.open, invoice.currency), invoice.currency);
    values.invoice = number;
    values.due = dayText(language, invoice.due_day);
    values.days = String(Math.round((Date.parse(invoice.due_day) - Date.parse(today)) / 86_400_000));
    values.reference = invoice.reference ?? '';
  }
  return values;
}

const told: readonly MailReason[] = ['declined', 'expired', 'cancelled-operator', 'cancelled-customer'];

function reasonOf(reason: Reason | null): MailReason {
  return told.find((known) => known === reason) ?? 'cancelled-operator';
}
