/** The papers of invoices, read back with another program: every figure is the book's. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openTestBook, temporaryFolder } from '../../../test/support/book';
import { addCustomer, detailOf, type InvoiceWorld, issueOne, line, topUp } from '../../../test/support/invoices';
import { pdfText } from '../../../test/support/read-pdf';
import type { Context } from '../../context';
import type { ReaderJob } from '../../db/reader';
import type { Id } from '../../kernel/id';
import { preparePapers } from '../../paper/write-pdf';
import type { Written } from '../export/written';
import { credit, pay, save } from './deeds';
import { creditNotePdf, type InvoicePaperOrder, invoicePdf, invoicesZip } from './paper';

beforeAll(preparePapers);

/** Papers are read on a connection of their own: the book lies on a disk. */
function world(): InvoiceWorld {
  const { book, clock } = openTestBook();
  const context = {
    ...{ book, clock, operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} },
  } as unknown as Context;
  return { book, clock, context, customer: addCustomer(book, 'Rhein Hosting GmbH') };
}

function write({ book, clock }: InvoiceWorld, job: ReaderJob<InvoicePaperOrder, Written>, id: Id): string {
  const file = path.join(temporaryFolder(), 'paper.pdf');
  const order = { id, part: file, target: file, atMs: clock.at, today: book.dayOf(clock.at) };
  const steps = job.run(book.db, order);
  while (!steps.next().done);
  return pdfText(readFileSync(file));
}

test('an invoice bears its number, its lines, its tax by code, its total and its reference', async () => {
  const of = world();
  const lines = [
    line({ from: '2026-03-01', to: '2026-03-31' }),
    line({
      description: 'Traffic',
      product: 'traffic',
      quantity: '2.5',
      price: '0.333',
      tax: { code: 'ES-10', rate: '10' },
    }),
  ];
  const id = await issueOne(of, { lines, note: 'Thank you' });
  const text = write(of, invoicePdf, id);
  const { row } = detailOf(of, id);
  for (const said of ['INV-2026-00001', 'Rhein Hosting GmbH', 'Web hosting', 'Traffic', '2.5', '0.333', 'Thank you'])
    expect(text).toContain(said);
  for (const figure of ['100.00', '21.00', '0.83', '0.08', row.total]) expect(text).toContain(figure);
  expect(text.replace(/\s/g, '')).toContain(row.reference ?? 'no reference');
});

test('many are one zip: each under its number, drafts left out, in the order of the list', async () => {
  const of = world();
  const [first, second] = [await issueOne(of), await issueOne(of)];
  const content = { kind: 'service' as const, customer: of.customer, currency: 'EUR', dueDay: '2026-04-01', note: '' };
  const draft = { request: of.book.newId(), issue: false, content: { ...content, lines: [line()] } };
  await save(of.context, draft);
  const file = path.join(temporaryFolder(), 'papers.zip');
  const sort = { column: 'number', direction: 'asc' } as const;
  const order = {
    filter: { only: [first, second] },
    sort,
    today: '2026-03-01',
    part: file,
    target: file,
    atMs: of.clock.at,
  };
  const steps = invoicesZip.run(of.book.db, order);
  let step = steps.next();
  while (!step.done) step = steps.next();
  expect(step.value).toMatchObject({ rows: 2, totals: [{ currency: 'EUR', amount: '242.00', count: 2 }] });
  const names = readFileSync(file)
    .toString('latin1')
    .match(/INV-\d{4}-\d{5}\.pdf/g);
  expect([...new Set(names)]).toEqual(['INV-2026-00001.pdf', 'INV-2026-00002.pdf']);
});

test('what was paid and credited stands on it, and the credit note says what it takes back and of which invoice', async () => {
  const of = world();
  const id = await issueOne(of);
  topUp(of, 5_000);
  await pay(of.context, { request: of.book.newId(), customer: of.customer, currency: 'EUR', invoices: [id] });
  await credit(of.context, { request: of.book.newId(), id, amount: '24.20', reason: 'Two days without service' });
  expect(write(of, invoicePdf, id)).toContain('46.80');
  const note = detailOf(of, id).notes[0];
  const text = write(of, creditNotePdf, (note?.id ?? '') as Id);
  for (const said of ['CN-2026-00001', 'INV-2026-00001', 'Two days without service', '20.00', '4.20', '24.20'])
    expect(text).toContain(said);
});
