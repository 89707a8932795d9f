/** One text as a CSV cell (RFC 4180), harmless in a spreadsheet. */

/** What a spreadsheet would run, or read past to something that it would run: also in full width. */
const runs = /^[=+\-@\t\r\n\0＝＋－＠]/;

/** Always quoted, which costs less than deciding; nothing at all for an empty text. A cell that would be run gets a leading `'`. */
export function textCell(text: string): string {
  if (text === '') return '';
  return `"${runs.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`;
}
