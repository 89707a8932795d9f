/** How wide the columns of a table are: what must stand in one line gets what it needs, text shares the rest. */
import type { Column, Row, Table } from '../document';
import { cellText } from '../figures';
import { type Flow, oneLine } from './flow';
import { voices } from './look';

/** For rows that are read as they are set: as wide as what is usual. Wider figures are set smaller. */
const usual: Readonly<Record<Exclude<Column['kind'], 'text'>, string>> = {
  label: '30 Sept 2026',
  figure: '100,000',
  money: '−10,000,000.00',
};
/** So many rows at hand are measured. */
const MOST_MEASURED = 500;
/** Text never gets less than this part of the table. */
const LEAST_FOR_TEXT = 0.3;

/** `room`: points for all columns together. */
export function columnWidths(table: Table, { room, flow }: { room: number; flow: Flow }): number[] {
  const { columns } = table;
  const needed = columns.map((column, index) => (column.kind === 'text' ? 0 : needOf(table, column, index, flow)));
  const sum = needed.reduce((total, width) => total + width, 0);
  const shares = columns.reduce((total, { kind, share = 1 }) => total + (kind === 'text' ? share : 0), 0);
  const most = shares === 0 ? room : room * (1 - LEAST_FOR_TEXT);
  const scale = sum > most ? most / sum : 1;
  const rest = room - sum * scale;
  return columns.map(({ kind, share = 1 }, index) =>
    kind === 'text' ? (rest * share) / shares : (needed[index] ?? 0) * scale,
  );
}

function needOf({ rows, currency }: Table, { kind, header, carry }: Column, index: number, { facts }: Flow): number {
  const voice = voices.strongFigure;
  const widthOf = (text: string) => oneLine(text, voice).width * voice.size;
  const head = oneLine(header, voices.tableHead).width * voices.tableHead.size;
  if (!isAtHand(rows)) return Math.max(head, widthOf(kind === 'text' ? '' : usual[kind]));
  const measured = rows.slice(0, MOST_MEASURED).map((row) => widthOf(cellText(row.cells[index] ?? '', facts.language)));
  // A sum may be longer than each of its parts.
  const sum =
    carry === 'sum' && rows.length > 10 ? widthOf(cellText({ amount: '1000000.00', currency }, facts.language)) : 0;
  return measured.reduce((most, width) => Math.max(most, width), Math.max(head, sum));
}

const isAtHand = (rows: Iterable<Row>): rows is readonly Row[] => Array.isArray(rows);
