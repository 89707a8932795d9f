/** Reads an XLSX with parsers that are not ours: `unzip` and fast-xml-parser. A number is given as its text, a style by its number. */

import { XMLParser } from 'fast-xml-parser';
import { unzipSync } from 'fflate';
import { z } from 'zod';

export interface ReadCell {
  place: string;
  style: string;
  /** Whether it is a number, as a spreadsheet adds up. */
  isNumber: boolean;
  text: string;
}

export interface ReadSheet {
  name: string;
  /** Cells that are empty are not there. */
  rows: ReadCell[][];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  isArray: (name) => ['sheet', 'row', 'c', 'Override', 'Relationship'].includes(name),
});

const textSchema = z.union([
  z.string(),
  z.object({ '#text': z.string().default('') }).transform((found) => found['#text']),
]);
const cellSchema = z.object({
  '@r': z.string(),
  '@t': z.string().optional(),
  '@s': z.string().optional(),
  v: z.string().optional(),
  is: z.object({ t: textSchema }).optional(),
});
const sheetSchema = z.object({
  worksheet: z.object({
    sheetData: z.object({ row: z.array(z.object({ c: z.array(cellSchema).default([]) })).default([]) }),
  }),
});
const bookSchema = z.object({
  workbook: z.object({
    sheets: z.object({ sheet: z.array(z.object({ '@name': z.string(), '@r:id': z.string() })) }),
  }),
});
const relationsSchema = z.object({
  Relationships: z.object({ Relationship: z.array(z.object({ '@Id': z.string(), '@Target': z.string() })) }),
});

export function readXlsx(bytes: Uint8Array): ReadSheet[] {
  const parts = unzipSync(bytes);
  const xml = (name: string): unknown => {
    const part = parts[name];
    if (!part) throw new Error(`no part ${name}`);
    return parser.parse(Buffer.from(part).toString('utf8'));
  };
  const { workbook } = bookSchema.parse(xml('xl/workbook.xml'));
  const targets = new Map(
    relationsSchema
      .parse(xml('xl/_rels/workbook.xml.rels'))
      .Relationships.Relationship.map((each) => [each['@Id'], each['@Target']]),
  );
  return workbook.sheets.sheet.map((sheet) => {
    const { worksheet } = sheetSchema.parse(xml(`xl/${targets.get(sheet['@r:id'])}`));
    return { name: sheet['@name'], rows: worksheet.sheetData.row.map((row) => row.c.map(readCell)) };
  });
}

function readCell(cell: z.infer<typeof cellSchema>): ReadCell {
  const isNumber = cell['@t'] === undefined;
  const text = isNumber ? (cell.v ?? '') : unescaped(cell.is?.t ?? '');
  return { place: cell['@r'], style: cell['@s'] ?? '0', isNumber, text };
}

const unescaped = (text: string) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The letters of `AB12`. */
export const columnOf = (place: string) => place.replace(/\d+$/, '');
