/**
 * Cells of an XLSX sheet as XML (ECMA-376 part 1, 18.3.1.4 and 18.18.11; `_xHHHH_` is 22.4.2.4, ST_Xstring). Texts are inline
 * strings, which nothing runs; what a spreadsheet would take for a formula when a person edits it is marked as quoted besides.
 */
import { DAY_MS } from '../../kernel/time';
import type { CellKind, SheetCell } from './sheet';

/** Places in `cellXfs` of the workbook's styles. */
export const styles = { plain: 0, head: 1, day: 2, time: 3, quoted: 4, text: 5, amounts: 6 } as const;
/** `styles.amounts` and so many behind it: amounts of 0, 1, 2… decimals. */
export const MOST_DECIMALS = 8;
/** Excel refuses a file with a longer text. */
export const MOST_CHARACTERS = 32_767;
/** A spreadsheet's numbers are doubles: with more digits than these an amount is written as text, so that none is lost. */
const EXACT_DIGITS = 15;
/** 1970-01-01 in days since the last day of 1899, as spreadsheets count. */
const EPOCH_DAY = 25_569;
/** Before 1 March 1900 spreadsheets disagree about days. */
const FIRST_MS = Date.UTC(1900, 2, 1);

const runs = /^[=+\-@\t\r\n＝＋－＠]/;
const escaped = /_x[0-9A-Fa-f]{4}_/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what XML does not take.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g;

/** `A`, `Z`, `AA`… of a column counted from 0. */
export function columnName(at: number): string {
  let name = '';
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** Empty for an empty cell. `text` of more than 32,767 characters must not come here. */
export function xlsxCell(place: string, kind: CellKind, cell: SheetCell): string {
  if (cell === null || cell === '') return '';
  switch (kind) {
    case 'id':
    case 'text':
    case 'currency':
      return textXml(place, String(cell));
    case 'count':
      return numberXml(place, String(cell), styles.plain);
    case 'money':
      return amountXml(place, String(cell));
    case 'day': {
      const at = Date.parse(`${cell}T00:00:00Z`);
      return at >= FIRST_MS
        ? numberXml(place, String(at / DAY_MS + EPOCH_DAY), styles.day)
        : textXml(place, String(cell));
    }
    case 'time':
      return typeof cell === 'number' && cell >= FIRST_MS
        ? numberXml(place, String(cell / DAY_MS + EPOCH_DAY), styles.time)
        : textXml(place, String(cell));
  }
}

export function headXml(place: string, text: string): string {
  return inline(place, text, styles.head);
}

export function textXml(place: string, text: string): string {
  return inline(place, text, runs.test(text) ? styles.quoted : styles.text);
}

/** The digits as they are: `1234.50` stands in the file as it stands in the book. */
export function amountXml(place: string, decimal: string): string {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '').length;
  if (digits > EXACT_DIGITS) return inline(place, decimal, styles.text);
  return numberXml(place, decimal, styles.amounts + Math.min(fraction.length, MOST_DECIMALS));
}

function numberXml(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}"><v>${text}</v></c>`;
}

function inline(place: string, text: string, style: number): string {
  return `<c r="${place}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/** Text between tags: what XML cannot hold is written as `_xHHHH_`, and a text that looks like that is told apart from it. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(escaped, (found) => `_x005F${found}`)
    .replace(unwritable, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
