/** The table that a run prints: each figure beside its reference, their ratio, and the target. */
import { type Line, ratioOf, type Spread, type Unit } from './measure';

const columns = ['work', 'Counterfoil', '(min–max)', 'reference', '(min–max)', 'ratio', 'target', ''] as const;

function cells(line: Line): string[] {
  const { ours, reference, unit, target } = line;
  const ratio = reference ? ratioOf(ours, reference.spread) : null;
  return [
    line.work,
    written(ours.median, unit),
    range(ours, unit),
    reference ? `${written(reference.spread.median, unit)} ${reference.name}` : '',
    reference ? range(reference.spread, unit) : '',
    ratio === null ? '' : `${short(ratio)} ×`,
    target ? targetText(line) : '',
    [target ? (isMet(line) ? 'met' : 'MISSED') : '', line.note ?? ''].filter(Boolean).join('; '),
  ];
}

function isMet({ ours, reference, target }: Line): boolean {
  if (!target) return true;
  const value = target.of === 'value' || !reference ? ours.median : ratioOf(ours, reference.spread);
  return target.kind === 'at-most' ? value <= target.value : value >= target.value;
}

function targetText({ target, unit }: Line): string {
  if (!target) return '';
  const sign = target.kind === 'at-most' ? '≤' : '≥';
  return `${sign} ${target.of === 'value' ? written(target.value, unit) : `${short(target.value)} ×`}`;
}

function written(value: number, unit: Unit): string {
  if (unit === '/s') return `${Math.round(value).toLocaleString('en')}/s`;
  return `${short(value)} ${unit}`;
}

function range({ min, max, runs }: Spread, unit: Unit): string {
  return runs === 1 ? '1 run' : `${written(min, unit)} – ${written(max, unit)}, ${runs} runs`;
}

function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(value < 0.001 ? 1 : value < 10 ? 2 : 3);
}

export function tableOf(lines: readonly Line[]): string {
  const rows = [[...columns], ...lines.map(cells)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)));
  const text = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  text.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return text.join('\n');
}
