/** The papers of one payment: the receipt of what came in, and what a payer needs to send a transfer. */
import { job, type StepProgress } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Method, Status } from '../../kernel/payment';
import { dayIn } from '../../kernel/time';
import { methodWord } from '../../paper/movement-words';
import { type ReceiptFacts, receiptPaper } from '../../paper/receipt';
import { transferPaper } from '../../paper/transfer-instructions';
import { pdfBytes, preparePapers } from '../../paper/write-pdf';
import { bookTimeZone } from '../payments/filter';
import { bankFor } from './letterhead';
import { type DescribedPaper, type PaperOrder, paperJob, settingFor } from './paper-job';
import { addressed } from './party';

interface PaymentPaperOrder extends PaperOrder {
  payment: string;
}

interface PaymentRow {
  id: number;
  customer: Buffer | null;
  payer: Buffer | null;
  amount: number;
  currency: string;
  status: Status;
  method: Method;
  method_label: string | null;
  description: string;
  reference: string;
  external_id: string | null;
  at: number;
  created_at: number;
  booked_on: string | null;
}

const text = `SELECT p.id, c.uuid AS customer, y.uuid AS payer, p.amount, p.currency, p.status, p.method, p.method_label,
    p.description, p.reference, p.external_id, p.at, p.created_at, p.booked_on
  FROM payment p LEFT JOIN customer c ON c.id = p.customer LEFT JOIN payer y ON y.id = p.payer WHERE p.uuid = ?`;

/** Throws Failure payment-unknown. */
function paymentRow(db: Db, id: string): PaymentRow {
  const row = one<PaymentRow>(db, text, idToBytes(id));
  if (!row) throw new Failure('payment-unknown', { id });
  return row;
}

/** Whoever paid; where no payer is told apart, the customer. */
function payerOf(db: Db, { customer, payer }: PaymentRow) {
  const uuid = payer ?? customer;
  return uuid ? addressed(db, idFromBytes(uuid)) : null;
}

const nobody = { name: '–', address: [], taxId: null, email: null };

const takenSql = `SELECT coalesce(i.number, '') AS number, sum(a.paid) AS paid FROM invoice_application a JOIN invoice i ON i.id = a.invoice
  WHERE a.payment = ? GROUP BY i.id HAVING sum(a.paid) > 0 ORDER BY i.id`;

/** What of the payment its invoices took, oldest first, and what none of them took. */
function takenOf(db: Db, payment: string, { amount, currency }: PaymentRow): Pick<ReceiptFacts, 'invoices' | 'credit'> {
  const found = all<{ number: string; paid: number }>(db, takenSql, idToBytes(payment));
  const rest = found.reduce((left, { paid }) => left - paid, amount);
  return {
    invoices: found.map(({ number, paid }) => ({ number, amount: toDecimal(paid, currency) })),
    credit: found.length > 0 && rest > 0 ? toDecimal(rest, currency) : null,
  };
}

/** Throws Failure payment-unknown, receipt-not-paid. */
function describeReceipt(db: Db, { payment }: { payment: string }): DescribedPaper {
  const row = paymentRow(db, payment);
  const isMoney = row.method !== 'voucher' && row.method !== 'account-credit';
  if (row.status !== 'Completed' || row.amount <= 0 || !isMoney) throw new Failure('receipt-not-paid');
  const who = payerOf(db, row);
  const amount = toDecimal(row.amount, row.currency);
  const day = row.booked_on ?? dayIn(bookTimeZone(db))(row.at);
  return {
    language: who?.language ?? null,
    rows: 1,
    totals: () => [{ currency: row.currency, amount, count: 1 }],
    paper: (setting) => {
      const { language } = setting;
      const facts = {
        ...{ number: shortNumber(payment), paidOn: day, amount, currency: row.currency },
        payer: who?.party(language) ?? nobody,
        method: [methodWord(language, row.method), row.method_label].filter(Boolean).join(' · '),
        description: row.description,
        reference: row.reference || (row.external_id ?? ''),
        ...takenOf(db, payment, row),
      };
      return receiptPaper(facts, setting);
    },
  };
}

export const receiptJob = paperJob('papers.receipt', (db, order: PaymentPaperOrder) => describeReceipt(db, order));

/** The same paper to go with a mail: its bytes. Throws Failure payment-unknown, receipt-not-paid. */
export const receiptBytes = job(
  'papers.receipt-bytes',
  function* (db, order: { payment: string; atMs: number }): Generator<StepProgress, Uint8Array> {
    yield { phase: 'write', done: 0, total: 1 };
    const { paper, language } = describeReceipt(db, order);
    return pdfBytes(paper(settingFor(db, order, language)));
  },
  preparePapers,
);

/** Throws Failure payment-unknown, transfer-not-pending, transfer-no-bank. */
export const transferJob = paperJob('papers.transfer', (db, { payment }: PaymentPaperOrder) => {
  const row = paymentRow(db, payment);
  if (row.status !== 'Pending' || row.method !== 'bank-transfer') throw new Failure('transfer-not-pending');
  const bank = bankFor(db, row.currency);
  if (!bank) throw new Failure('transfer-no-bank', { currency: row.currency });
  const who = payerOf(db, row);
  const amount = toDecimal(row.amount, row.currency);
  const askedOn = dayIn(bookTimeZone(db))(row.created_at);
  return {
    language: who?.language ?? null,
    rows: 1,
    totals: () => [{ currency: row.currency, amount, count: 1 }],
    paper: (setting) => {
      const { currency, reference, description } = row;
      const payer = who?.party(setting.language) ?? nobody;
      return transferPaper({ payer, amount, currency, reference, description, askedOn, bank }, setting);
    },
  };
});

/** The last twelve signs of an id: the random part, short enough to be read out. */
function shortNumber(id: Id | string): string {
  return id.slice(-12).toUpperCase();
}
