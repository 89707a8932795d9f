/** A chart's figures as CSV on the clipboard: exact values, for a spreadsheet or a ticket. */
import { useEffect, useState } from 'react';
import { useWords } from '../locales/words';
import type { Figures } from './chart-table';

/** As long as a person needs to see that it was done. */
const TOLD_MS = 2_000;

const runs = /^[=+\-@\t\r\n]/;
const isNumber = /^-?\d+(\.\d+)?$/;

/** RFC 4180; a text that a spreadsheet would run is made harmless, a number stays one. */
function cell(text: string): string {
  if (isNumber.test(text)) return text;
  return `"${runs.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`;
}

function figuresCsv({ head, rows }: Figures): string {
  const lines = [head, ...rows.map(({ key, name, cells, raw }) => (raw ? [key, ...raw] : [name, ...cells]))];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

export function CopyFigures({ title, figures }: { title: string; figures: Figures }) {
  const { say } = useWords();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), TOLD_MS);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <button
      type="button"
      className="text-button"
      aria-label={say('chart.copyCsv', { title })}
      onClick={() => void navigator.clipboard.writeText(figuresCsv(figures)).then(() => setDone(true))}
    >
      {done ? say('chart.copied') : 'CSV'}
    </button>
  );
}
