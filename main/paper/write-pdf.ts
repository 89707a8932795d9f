/** A paper as a PDF, tagged for screen readers, its fonts embedded in parts. Equal papers give equal bytes. */
import type { PaperDocument } from './document';
import { DocumentFile } from './pdf/document-file';
import type { Page } from './pdf/page';
import { setCoupons } from './set/coupons';
import { Flow, oneLine } from './set/flow';
import { setHead } from './set/head';
import { inks, sheet, voices } from './set/look';
import { setSlip } from './set/slip';
import { setTable } from './set/table';
import { setNotes, setTotals } from './set/totals';
import { openShaper } from './type/shaper';
import { paperWord } from './words';

export interface PaperMade {
  pages: number;
  /** Rows of its tables, and coupons. */
  rows: number;
  bytes: number;
}

/** Loads what sets type; to be awaited once before any paper is written in this thread. */
export const preparePapers = openShaper;

/**
 * Hands the file's bytes to `take`, in order. Yields the rows set so far, so that long papers can report and be stopped.
 * Throws what `take` throws, and Error when a font is not installed or `preparePapers` was not awaited.
 */
export function* writePdf(paper: PaperDocument, take: (bytes: Uint8Array) => void): Generator<number, PaperMade> {
  const file = new DocumentFile(paper, take);
  const flow = new Flow(file, paper);
  setHead(flow);
  let rows = 0;
  for (const table of paper.tables) {
    let inTable = 0;
    for (const set of setTable(flow, table)) {
      inTable = set;
      yield rows + set;
    }
    rows += inTable;
  }
  setTotals(flow);
  setNotes(flow);
  let coupons = 0;
  for (const set of setCoupons(flow, paper.coupons)) {
    coupons = set;
    yield rows + set;
  }
  if (paper.slip) setSlip(flow, paper.slip);
  file.endPage(flow.page);
  file.finish((page, number, of) => setFoot(paper, page, number, of));
  return { pages: file.pages, rows: rows + coupons, bytes: file.bytes };
}

/** A whole short paper at once. */
export function pdfBytes(paper: PaperDocument): Buffer {
  const parts: Uint8Array[] = [];
  const steps = writePdf(paper, (bytes) => parts.push(bytes));
  while (!steps.next().done);
  return Buffer.concat(parts);
}

function setFoot({ language, letterhead }: PaperDocument, page: Page, number: number, of: number): void {
  const { size } = voices.smallFigure;
  const y = page.height - sheet.foot;
  const pages = paperWord(language, 'page', { page: String(number), pages: String(of) });
  const place = { y, size, ink: inks.faint };
  page.text(oneLine(pages, voices.smallFigure), { ...place, x: page.width - sheet.margin, align: 'end' });
  const tax = letterhead.taxId === '' ? '' : `${paperWord(language, 'taxId')} ${letterhead.taxId}`;
  const from = oneLine([letterhead.name, tax].filter((part) => part !== '').join(' · '), voices.small);
  const room = page.width - 2 * sheet.margin - 90;
  page.text(from, { ...place, x: sheet.margin, size: Math.min(size, room / Math.max(from.width, 0.01)) });
}
