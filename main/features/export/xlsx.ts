/**
 * An XLSX workbook (ECMA-376) written front to back, one block of rows in memory at a time: sheets of rows, as many as the format's
 * limit of rows asks for, then one of totals and of what was filtered. Sizes stand behind each part, so nothing is rewritten.
 */
import { Zip, ZipDeflate } from 'fflate';
import { Failure } from '../../kernel/failure';
import type { SheetCell, SheetColumn } from './sheet';
import { amountXml, columnName, headXml, MOST_CHARACTERS, textXml, xlsxCell, xmlText } from './xlsx-cell';
import { contentTypes, packageRelations, stylesXml, workbookRelations, workbookXml } from './xlsx-parts';

/** The heading counts as one. */
const MOST_ROWS_A_SHEET = 1_048_576;
/** A zip without its 64-bit extension, which fflate does not write. */
const MOST_BYTES = 0xffff_ffff;
/** Fast: a higher one takes twice as long for a tenth less. */
const LEVEL = 3;
const PIXELS_A_CHARACTER = 7;

export interface WorkbookEnd {
  /** Title and text, in order: the book, the filter, the journal's position… */
  facts: readonly (readonly [string, string])[];
  totals: readonly { currency: string; amount: string; count: number }[];
}

interface WorkbookOrder {
  columns: readonly SheetColumn[];
  /** Of the rows that will be written. */
  count: number;
  /** UTC milliseconds: what its parts are dated. */
  atMs: number;
  /** Fewer in tests. */
  rowsASheet?: number;
}

const SHEET_OPEN =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

export class Workbook {
  readonly #zip: Zip;
  readonly #columns: readonly SheetColumn[];
  readonly #places: readonly string[];
  readonly #rowsASheet: number;
  readonly #names: string[];
  readonly #atMs: number;
  #part: ZipDeflate | null = null;
  #sheet = 0;
  /** The number of the last row of the sheet that is being written. */
  #row = 0;
  #bytes = 0;

  /** `take` gets the file's bytes in order. */
  constructor(
    take: (bytes: Uint8Array) => void,
    { columns, count, atMs, rowsASheet = MOST_ROWS_A_SHEET }: WorkbookOrder,
  ) {
    this.#columns = columns;
    this.#places = columns.map((_, at) => columnName(at));
    this.#rowsASheet = rowsASheet;
    this.#atMs = atMs;
    const sheets = Math.max(1, Math.ceil(count / (rowsASheet - 1)));
    this.#names = Array.from({ length: sheets }, (_, n) => (n === 0 ? 'Rows' : `Rows ${n + 1}`));
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error;
      this.#bytes += bytes.length;
      take(bytes);
    });
    const names = [...this.#names, 'Totals'];
    this.#whole('[Content_Types].xml', contentTypes(names.length));
    this.#whole('_rels/.rels', packageRelations);
    this.#whole('xl/workbook.xml', workbookXml(names.map(xmlText)));
    this.#whole('xl/_rels/workbook.xml.rels', workbookRelations(names.length));
    this.#whole('xl/styles.xml', stylesXml);
    this.#openSheet();
  }

  /** Throws Failure export-too-large for what the format cannot hold: nothing of it is left out silently. */
  write(rows: readonly (readonly SheetCell[])[]): void {
    let text = '';
    for (const row of rows) {
      if (this.#row === this.#rowsASheet) {
        this.#push(text);
        text = '';
        this.#closeSheet();
        this.#openSheet();
      }
      this.#row++;
      text += this.#rowXml(row);
    }
    this.#push(text);
    if (this.#bytes > MOST_BYTES) throw tooLarge('a workbook of more than 4 GB');
  }

  finish({ facts, totals }: WorkbookEnd): void {
    this.#closeSheet();
    let row = 0;
    const line = (cells: string) => `<row r="${row}">${cells}</row>`;
    let text = '<sheetData>';
    for (const [title, fact] of facts) {
      row++;
      text += line(headXml(`A${row}`, title) + textXml(`B${row}`, fact.slice(0, MOST_CHARACTERS)));
    }
    row += 2;
    text += line(headXml(`A${row}`, 'currency') + headXml(`B${row}`, 'amount') + headXml(`C${row}`, 'count'));
    for (const { currency, amount, count } of totals) {
      row++;
      const cells = textXml(`A${row}`, currency) + amountXml(`B${row}`, amount);
      text += line(`${cells}<c r="C${row}"><v>${count}</v></c>`);
    }
    const widths =
      '<cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="60" customWidth="1"/></cols>';
    this.#whole(
      `xl/worksheets/sheet${this.#names.length + 1}.xml`,
      `${SHEET_OPEN}${widths}${text}</sheetData></worksheet>`,
    );
    this.#zip.end();
  }

  #rowXml(row: readonly SheetCell[]): string {
    let text = `<row r="${this.#row}">`;
    for (let at = 0; at < this.#columns.length; at++) {
      const cell = row[at] ?? null;
      if (typeof cell === 'string' && cell.length > MOST_CHARACTERS)
        throw tooLarge(`a text of more than 32,767 characters, in “${this.#columns[at]?.header}” of ${row[0]}`);
      text += xlsxCell(`${this.#places[at]}${this.#row}`, this.#columns[at]?.kind ?? 'text', cell);
    }
    return `${text}</row>`;
  }

  #openSheet(): void {
    this.#sheet++;
    if (this.#sheet > this.#names.length) throw new Error('more rows than were counted');
    this.#part = this.#begin(`xl/worksheets/sheet${this.#sheet}.xml`);
    this.#row = 1;
    const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
    const view = `<sheetViews><sheetView workbookViewId="0"${this.#sheet === 1 ? ' tabSelected="1"' : ''}>${pane}</sheetView></sheetViews>`;
    const cols = this.#columns.map(({ width }, at) => {
      const characters = Math.max(8, Math.round(width / PIXELS_A_CHARACTER));
      return `<col min="${at + 1}" max="${at + 1}" width="${characters}" customWidth="1"/>`;
    });
    const head = this.#columns.map(({ header }, at) => headXml(`${this.#places[at]}1`, header)).join('');
    this.#push(`${SHEET_OPEN}${view}<cols>${cols.join('')}</cols><sheetData><row r="1">${head}</row>`);
  }

  #closeSheet(): void {
    const last = `${this.#places.at(-1)}${this.#row}`;
    this.#part?.push(Buffer.from(`</sheetData><autoFilter ref="A1:${last}"/></worksheet>`), true);
    this.#part = null;
  }

  #push(text: string): void {
    if (text !== '') this.#part?.push(Buffer.from(text), false);
  }

  #begin(name: string): ZipDeflate {
    const part = new ZipDeflate(name, { level: LEVEL });
    part.mtime = this.#atMs;
    this.#zip.add(part);
    return part;
  }

  #whole(name: string, text: string): void {
    this.#begin(name).push(Buffer.from(text), true);
  }
}

function tooLarge(what: string): Failure {
  return new Failure('export-too-large', { detail: what });
}
