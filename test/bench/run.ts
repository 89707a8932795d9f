/** Runs the figures that were asked for and prints their table. */
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { balances } from './balances';
import { exporting } from './export';
import { invoices } from './invoices';
import { before, workbook } from './jobs';
import { matching } from './matching';
import { countProcessorTime, type Figure, type Line, type Setting } from './measure';
import { pages } from './pages';
import { papers } from './papers';
import { providers } from './providers';
import { recordBatch } from './record-batch';
import { recordSingle } from './record-single';
import { reports } from './reports';
import { starting } from './start';
import { statements } from './statements';
import { sync } from './sync';
import { tableOf } from './table';
import { totals } from './totals';
import { checking } from './verify';
import { words } from './words';

const figures: readonly Figure[] = [
  exporting,
  recordBatch,
  recordSingle,
  pages,
  words,
  totals,
  reports,
  balances,
  sync,
  providers,
  invoices,
  papers,
  matching,
  statements,
  workbook,
  before,
  checking,
  starting,
];

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    /** Processor time instead of the clock on the wall. */
    cpu: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
  },
});

const setting: Setting = {
  rows: Number.parseInt(values.rows, 10),
  folder: path.join(os.tmpdir(), 'counterfoil-bench'),
  programs: import.meta.dirname,
  say: (text) => console.error(`  ${text}`),
};
if (values.cpu) countProcessorTime();
const wanted = figures.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
if (wanted.length === 0 || !(setting.rows > 0)) {
  console.error(`--only takes ${figures.map(({ name }) => name).join(', ')}; --rows a number of payments.`);
  process.exit(2);
}
mkdirSync(setting.folder, { recursive: true });
const lines: Line[] = [];
for (const figure of wanted) {
  console.error(`${figure.title} …`);
  lines.push(...(await figure.run(setting)));
}
const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}, ${process.platform}`;
console.log(`\n${setting.rows.toLocaleString('en')} payments; ${machine}; load ${os.loadavg()[0]?.toFixed(1)}\n`);
console.log(tableOf(lines));
