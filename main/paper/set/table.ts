/** A table over as many pages as it takes: its head on each, the sums carried forward at the foot of one and the top of the next. */
import type { Cell, Column, Row, Table } from '../document';
import { cellText } from '../figures';
import type { Element, Tag } from '../pdf/structure';
import type { Line } from '../type/line';
import { paperWord } from '../words';
import { carrying } from './carrying';
import { columnWidths } from './column-widths';
import { type Flow, oneLine, wrapped } from './flow';
import { inks, sheet, type Voice, voices } from './look';

const PADDING = 3.5;
/** Between neighbouring columns. */
const GUTTER = 12;

interface Setting {
  flow: Flow;
  table: Table;
  element: Element;
  /** Left edge and width of each column. */
  places: readonly { x: number; width: number }[];
}

/** Yields the number of rows set so far, after each. */
export function* setTable(flow: Flow, table: Table): Generator<number> {
  flow.need(90);
  if (table.captionShown)
    flow.y += flow.block('H2', table.caption, voices.heading, { x: flow.left, top: flow.y, width: flow.width }) + 4;
  const setting = begin(flow, table);
  setHeadRow(setting, true);
  const carried = carrying(table);
  const carryHeight = carried ? voices.body.leading + 2 * PADDING : 0;
  let set = 0;
  for (const { row, isLast } of withLast(table.rows)) {
    const drawn = layRow(setting, row);
    const turn = flow.y + drawn.height + (isLast ? 0 : carryHeight) > flow.floor;
    if (turn && set > 0) {
      if (carried) setRow(setting, carried.row(paperWord(flow.facts.language, 'carriedForward')));
      flow.turn();
      setting.flow.page.asDecoration(() => setHeadRow(setting, false));
      if (carried) setRow(setting, carried.row(paperWord(flow.facts.language, 'broughtForward')));
    }
    drawRow(setting, row, drawn);
    carried?.add(row);
    set += 1;
    yield set;
  }
  setting.element.close();
  flow.y += sheet.gap;
}

function begin(flow: Flow, table: Table): Setting {
  const widths = columnWidths(table, { room: flow.width - GUTTER * (table.columns.length - 1), flow });
  let x = flow.left;
  const places = widths.map((width) => {
    const place = { x, width };
    x += width + GUTTER;
    return place;
  });
  return { flow, table, element: flow.root.open('Table'), places };
}

/** Each row with whether another follows: the last one needs no room for sums below it. */
function* withLast(rows: Iterable<Row>): Generator<{ row: Row; isLast: boolean }> {
  let held: Row | null = null;
  for (const row of rows) {
    if (held) yield { row: held, isLast: false };
    held = row;
  }
  if (held) yield { row: held, isLast: true };
}

function setHeadRow({ flow, table, element, places }: Setting, isFirst: boolean): void {
  const voice = voices.tableHead;
  const row = isFirst ? element.open('TR') : null;
  for (const [index, column] of table.columns.entries()) {
    const { x, width } = places[index] ?? { x: 0, width: 0 };
    const lines = wrapped(column.header, voice, width);
    const draw = () =>
      flow.lines(lines, voice, isRight(column) ? { x: x + width, top: flow.y, align: 'end' } : { x, top: flow.y });
    if (row) flow.element('TH', row, draw);
    else draw();
  }
  row?.close();
  flow.y += voice.leading + 4;
  const rule = () => flow.page.rule(flow.left, flow.y, flow.width, 0.8, inks.ruleStrong);
  if (isFirst) flow.page.asDecoration(rule);
  else rule();
}

const isRight = ({ kind }: Column) => kind === 'figure' || kind === 'money';

interface Laid {
  cells: readonly { lines: readonly Line[]; voice: Voice }[];
  height: number;
}

function layRow({ flow, table, places }: Setting, row: Row): Laid {
  const cells = table.columns.map((column, index) => {
    const text = cellText(row.cells[index] ?? '', flow.facts.language);
    const width = places[index]?.width ?? 0;
    const voice = voiceOf(column, row, row.cells[index] ?? '');
    if (column.kind === 'text') return { lines: wrapped(text, voice, width), voice };
    const line = oneLine(text, voice);
    // Too wide for its column: smaller, never cut.
    return { lines: [line], voice: { ...voice, size: Math.min(voice.size, width / Math.max(line.width, 0.01)) } };
  });
  const tallest = cells.reduce((most, { lines, voice }) => Math.max(most, lines.length * voice.leading), 0);
  return { cells, height: tallest + 2 * PADDING };
}

function voiceOf({ kind }: Column, { tone }: Row, cell: Cell): Voice {
  const isText = kind === 'text';
  const voice =
    tone === 'strong'
      ? isText
        ? voices.strong
        : voices.strongFigure
      : tone === 'faint'
        ? voices.faintFigure
        : isText
          ? voices.body
          : voices.figure;
  const isNegative = typeof cell !== 'string' && cell.amount.startsWith('-') && tone !== 'faint';
  return isNegative ? { ...voice, ink: inks.red } : voice;
}

function setRow(setting: Setting, row: Row): void {
  drawRow(setting, row, layRow(setting, row));
}

function drawRow({ flow, table, element, places }: Setting, row: Row, { cells, height }: Laid): void {
  const tag: Tag = 'TD';
  const record = element.open('TR');
  for (const [index, column] of table.columns.entries()) {
    const { x, width } = places[index] ?? { x: 0, width: 0 };
    const cell = cells[index];
    if (!cell) continue;
    const top = flow.y + PADDING;
    flow.element(tag, record, () =>
      flow.lines(cell.lines, cell.voice, isRight(column) ? { x: x + width, top, align: 'end' } : { x, top }),
    );
  }
  record.close();
  flow.y += height;
  flow.page.asDecoration(() =>
    flow.page.rule(flow.left, flow.y, flow.width, row.tone === 'strong' ? 0.8 : 0.4, inks.rule),
  );
}
