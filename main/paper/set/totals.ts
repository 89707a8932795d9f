/** Below a table: the sums, and what is to be said in words. */
import type { LabelledValue } from '../document';
import { cellText } from '../figures';
import { baseline, type Flow, oneLine, wrapped } from './flow';
import { inks, sheet, voices } from './look';

const ROW = 19;

export function setTotals(flow: Flow): void {
  const { totals } = flow.facts;
  if (totals.length === 0) return;
  flow.y -= sheet.gap - 6;
  flow.need(totals.length * ROW);
  const table = flow.root.open('Table');
  for (const total of totals) {
    const row = table.open('TR');
    setTotal(flow, total, row);
    row.close();
  }
  table.close();
  flow.y += sheet.gap;
}

function setTotal(flow: Flow, { label, value, tone }: LabelledValue, row: Parameters<Flow['element']>[1]): void {
  const isStrong = tone === 'strong';
  const left = flow.left + flow.width * 0.4;
  if (isStrong) flow.page.asDecoration(() => flow.page.rule(left, flow.y, flow.right - left, 0.8, inks.ink));
  const isNegative = typeof value !== 'string' && value.amount.startsWith('-');
  const voice = isStrong ? voices.strongFigure : voices.figure;
  const figure = oneLine(cellText(value, flow.facts.language), voice);
  const code = oneLine(typeof value === 'string' ? '' : value.currency, voices.small);
  const room = flow.right - left;
  const size = Math.min(voice.size * (isStrong ? 1.15 : 1), (room * 0.7) / Math.max(figure.width, 0.01));
  const labelVoice = isStrong ? voices.strong : voices.body;
  const codeWidth = code.width * voices.small.size + 6;
  const lines = wrapped(label, labelVoice, room - figure.width * size - codeWidth - 12);
  const top = flow.y + 3;
  flow.element('TD', row, () => {
    flow.lines(lines, labelVoice, { x: left, top });
    // Beside the label, so that the figures end where those of the table above do.
    const x = left + (lines.at(-1)?.width ?? 0) * labelVoice.size + 6;
    const y = top + (lines.length - 1) * labelVoice.leading + baseline(labelVoice);
    flow.page.text(code, { x, y, size: voices.small.size, ink: inks.soft });
  });
  flow.element('TD', row, () => {
    const ink = isNegative ? inks.red : inks.ink;
    flow.page.text(figure, { x: flow.right, y: top + baseline(labelVoice), size, ink, align: 'end' });
  });
  flow.y += Math.max(ROW, lines.length * labelVoice.leading + 6);
}

export function setNotes(flow: Flow): void {
  for (const note of flow.facts.notes) {
    const width = flow.width * 0.75;
    const height = wrapped(note, voices.body, width).length * voices.body.leading;
    flow.need(height);
    flow.y += flow.block('P', note, { ...voices.body, ink: inks.soft }, { x: flow.left, top: flow.y, width }) + 8;
  }
}
