/** The papers of an invoice and of a credit note: what the book says of them, and nothing added up here. */
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { invoiceStatusOf } from '../../kernel/invoice';
import { toDecimal } from '../../kernel/money';
import type { Sort } from '../../kernel/table';
import { creditNotePaper } from '../../paper/credit-note';
import type { PaperDocument, PaperSetting } from '../../paper/document';
import { invoicePaper, type InvoiceFacts as PaperFacts } from '../../paper/invoice';
import { bankFor } from '../papers/letterhead';
import { type DescribedPaper, type PaperOrder, paperJob } from '../papers/paper-job';
import { addressed } from '../papers/party';
import { type ZippedPaper, type ZippedPapers, zipJob } from '../papers/zip-job';
import type { InvoiceColumnId } from './columns';
import type { InvoiceFilter } from './contract';
import { type InvoiceFacts, invoiceFacts, linesOf, taxesOf } from './facts';
import { invoicePage, invoiceTotals } from './query';

export interface InvoicePaperOrder extends PaperOrder {
  id: string;
  today: string;
}

/** Whom it is addressed to: the payer where there is one. */
const recipientOf = (db: Db, { payer, customer }: InvoiceFacts) => addressed(db, payer ?? customer);

function linesFor(db: Db, { key, currency }: InvoiceFacts): PaperFacts['lines'] {
  return linesOf(db, key).map(({ description, quantity, price, net, tax, from, to }) => ({
    ...{ description, quantity, unitPrice: price, net: toDecimal(net, currency), taxRate: tax?.rate ?? '' },
    period: from && to ? { from, to } : null,
  }));
}

/** An invoice as a paper, in any setting. */
function invoiceDocument(db: Db, invoice: InvoiceFacts, today: string, setting: PaperSetting): PaperDocument {
  const { kind, number, currency, reference, note, dueDay } = invoice;
  const text = (value: number) => toDecimal(value, currency);
  const issued = one<{ issue_day: string | null }>(db, 'SELECT issue_day FROM invoice WHERE id = ?', invoice.key);
  const facts: PaperFacts = {
    ...{ kind, number, currency, reference, note, dueOn: dueDay, issuedOn: issued?.issue_day ?? null },
    state: invoiceStatusOf(invoice, today),
    recipient: recipientOf(db, invoice).party(setting.language),
    lines: linesFor(db, invoice),
    taxes: taxesOf(db, invoice.key).map(({ code, rate, net, tax }) => ({ code, rate, net: text(net), tax: text(tax) })),
    ...{ net: text(invoice.net), tax: text(invoice.tax), total: text(invoice.total) },
    ...{ credited: text(invoice.credited), paid: text(invoice.paid), due: text(invoice.open) },
    ...{ bank: bankFor(db, currency), link: null },
  };
  return invoicePaper(facts, setting);
}

function describedInvoice(db: Db, id: string, today: string): DescribedPaper {
  const invoice = invoiceFacts(db, id);
  const { currency, total } = invoice;
  return {
    language: recipientOf(db, invoice).language,
    rows: null,
    paper: (setting) => invoiceDocument(db, invoice, today, setting),
    totals: () => [{ currency, amount: toDecimal(total, currency), count: 1 }],
  };
}

/** Throws Failure invoice-unknown, export-failed, path-invalid. */
export const invoicePdf = paperJob('invoices.pdf', (db, { id, today }: InvoicePaperOrder) =>
  describedInvoice(db, id, today),
);

export interface InvoicesZipOrder extends PaperOrder {
  filter: InvoiceFilter;
  sort: Sort<InvoiceColumnId>;
  today: string;
}

/** Papers are set page by page of the list, so that no more than that is read at once. */
const PAPERS_A_PAGE = 200;

/** Of every invoice of the filter that has a number, in the order of the sort. Throws Failure export-failed, path-invalid. */
export const invoicesZip = zipJob('invoices.zip', (db, order: InvoicesZipOrder): ZippedPapers => {
  const { filter, sort, today } = order;
  const sums = new Map<string, { count: number; minor: bigint }>();
  const { counts, count } = invoiceTotals.run(db, { filter, today });
  const drafts = filter.status === undefined ? counts.Draft : filter.status === 'Draft' ? count : 0;
  function* papers(): Generator<ZippedPaper> {
    for (let after: string | null | undefined; after !== null; ) {
      const place = { limit: PAPERS_A_PAGE, ...(after === undefined ? {} : { after }) };
      const page = invoicePage.run(db, { filter, sort, today, ...place });
      for (const { id, number } of page.rows) {
        if (number === null) continue;
        const invoice = invoiceFacts(db, id);
        const known = sums.get(invoice.currency) ?? { count: 0, minor: 0n };
        sums.set(invoice.currency, { count: known.count + 1, minor: known.minor + BigInt(invoice.total) });
        const { language, paper } = describedInvoice(db, id, today);
        yield { name: `${number.replaceAll('/', '-')}.pdf`, language, paper };
      }
      after = page.next;
    }
  }
  const totals = () =>
    [...sums].map(([currency, { count: n, minor }]) => ({ currency, count: n, amount: toDecimal(minor, currency) }));
  return { total: count - drafts, papers: papers(), totals };
});

interface NoteRow {
  key: number;
  invoice: Buffer;
  number: string;
  day: string;
  net: number;
  total: number;
  reason: string;
}

/** Throws Failure invoice-unknown for a credit note that is not there. */
export const creditNotePdf = paperJob('invoices.credit-note-pdf', (db, { id }: InvoicePaperOrder): DescribedPaper => {
  const note = noteOf(db, id as Id); // from outside: checked by the contract
  const invoice = invoiceFacts(db, idFromBytes(note.invoice));
  const { currency } = invoice;
  const text = (value: number) => toDecimal(value, currency);
  const taxes = taxesOfNote(db, note.key).map(({ code, rate, net, tax }) => ({
    ...{ code, rate, net: text(net), tax: text(tax) },
  }));
  return {
    language: recipientOf(db, invoice).language,
    rows: null,
    paper: (setting) =>
      creditNotePaper(
        {
          ...{ number: note.number, currency, issuedOn: note.day, invoiceNumber: invoice.number, reason: note.reason },
          ...{ recipient: recipientOf(db, invoice).party(setting.language), taxes },
          lines: creditedLines(db, invoice, id),
          ...{ net: text(note.net), total: text(note.total) },
        },
        setting,
      ),
    totals: () => [{ currency, amount: text(-note.total), count: 1 }],
  };
});

function noteOf(db: Db, id: Id): NoteRow {
  const row = one<NoteRow>(
    db,
    `SELECT k.id AS key, i.uuid AS invoice, k.number, k.day, k.net, k.total, k.reason FROM credit_note k
     JOIN invoice i ON i.id = k.invoice WHERE k.uuid = ?`,
    idToBytes(id),
  );
  if (!row) throw new Failure('invoice-unknown', { id });
  return row;
}

interface NoteTax {
  code: string;
  rate: string;
  net: number;
  tax: number;
}

const taxesOfNote = (db: Db, note: number) =>
  all<NoteTax>(db, 'SELECT code, rate, net, tax FROM credit_note_tax WHERE note = ? ORDER BY code, rate', note);

/** What the note takes back of each line, as its event says it. */
function creditedLines(db: Db, invoice: InvoiceFacts, note: string): PaperFacts['lines'] {
  const event = one<{ payload: string }>(
    db,
    "SELECT payload FROM event WHERE subject = ? AND kind = 'invoice.credited' AND payload ->> '$.note' = ?",
    idToBytes(invoice.id),
    note,
  );
  const credited: { lines: { n: number; net: number }[] } = JSON.parse(event?.payload ?? '{"lines":[]}');
  const lines = linesOf(db, invoice.key);
  return credited.lines.flatMap(({ n, net }) => {
    const line = lines[n];
    if (!line) return [];
    const part = toDecimal(net, invoice.currency);
    const isWhole = net === line.net;
    return [
      {
        ...{ description: line.description, net: part, taxRate: line.tax?.rate ?? '' },
        ...(isWhole ? { quantity: line.quantity, unitPrice: line.price } : { quantity: '1', unitPrice: part }),
        period: line.from && line.to ? { from: line.from, to: line.to } : null,
      },
    ];
  });
}
