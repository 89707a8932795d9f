/** Papers: 1,000 invoices one after the other as a batch writes them, and a statement of 10,000 rows; and the memory they take. */
import { invoicePaper } from '../../main/paper/invoice';
import { statementPaper } from '../../main/paper/statement';
import { pdfBytes, preparePapers, writePdf } from '../../main/paper/write-pdf';
import { bank, invoiceFacts, setting } from '../support/papers';
import { type Figure, type Line, spread } from './measure';

const INVOICES = 1_000;
const ROWS = 10_000;
const ROUNDS = 3;

/** Four lines each, names and figures that differ, in Latin, Cyrillic and Japanese. */
function invoice(index: number): number {
  const recipient = {
    name: `Customer ${index} GmbH`,
    address: [`Hafenstraße ${index}`, '50667 Köln'],
    taxId: null,
    email: null,
  };
  const facts = invoiceFacts(4, { number: `2026-${index}`, recipient, bank });
  return pdfBytes(invoicePaper(facts, setting)).length;
}

function* rows() {
  for (let index = 0; index < ROWS; index++) {
    const day = `2026-11-${String((index % 30) + 1).padStart(2, '0')}`;
    const amount = `${index % 7 === 0 ? '-' : ''}${100 + (index % 900)}.${10 + (index % 90)}`;
    yield {
      day,
      description: `Payment · order 2026-${index}`,
      amount,
      balance: `${1000 + index}.${10 + (index % 90)}`,
    };
  }
}

function statement(): number {
  const currencies = [{ currency: 'EUR', opening: '1000.00', closing: () => '10999.19', rows: rows() }];
  const customer = { name: 'Rhein Hosting GmbH', address: [], taxId: null, email: null };
  let bytes = 0;
  const paper = statementPaper({ customer, from: '2026-11-01', to: '2026-11-30', currencies }, setting);
  const steps = writePdf(paper, (part) => {
    bytes += part.length;
  });
  while (!steps.next().done);
  return bytes;
}

/** Milliseconds, and the most memory beyond what was there before, MB. */
function timed(work: () => void): { ms: number; mb: number } {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const beganAt = performance.now();
  work();
  const ms = performance.now() - beganAt;
  return { ms, mb: Math.max(0, process.memoryUsage.rss() - before) / 1e6 };
}

export const papers: Figure = {
  name: 'papers',
  title: 'Papers as PDF',
  async run(): Promise<Line[]> {
    await preparePapers();
    const coldMs = timed(() => invoice(0)).ms;
    const batches = Array.from({ length: ROUNDS }, () =>
      timed(() => {
        for (let index = 0; index < INVOICES; index++) invoice(index);
      }),
    );
    const statements = Array.from({ length: ROUNDS }, () => timed(() => void statement()));
    return [
      { work: 'Invoices of four lines', unit: '/s', ours: spread(batches.map(({ ms }) => (INVOICES * 1000) / ms)) },
      { work: 'Memory that 1,000 of them add', unit: 'MB', ours: spread(batches.map(({ mb }) => mb)) },
      { work: 'The first one, fonts read', unit: 'ms', ours: spread([coldMs]) },
      { work: 'Statement of 10,000 rows', unit: 's', ours: spread(statements.map(({ ms }) => ms / 1000)) },
      { work: 'Memory that it adds', unit: 'MB', ours: spread(statements.map(({ mb }) => mb)) },
      { work: 'Its file', unit: 'MB', ours: spread([statement() / 1e6]) },
    ];
  },
};
