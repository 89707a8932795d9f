/** One long job of the readers on a kept book, in a process of its own: how long it took, the longest it said nothing, the most memory. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openReader } from '../../main/db/open';
import { one } from '../../main/db/sql';
import { knownBook } from '../../main/engine/known-book';
import { exportSheet } from '../../main/features/export/sheet-job';
import { dayIn, systemClock } from '../../main/kernel/time';

const [, , what = '', file = '', folder = ''] = process.argv;
const { db } = openReader(file);
const own = path.join(folder, `job-${what}`);
mkdirSync(own, { recursive: true });

function steps(): Generator<unknown, unknown> {
  const position = one<{ n: number }>(db, 'SELECT max(seq) AS n FROM event')?.n ?? 0;
  if (what === 'known') return knownBook.run(db, { position, asOf: null, folder: own });
  const today = dayIn('UTC')(systemClock.now());
  if (what === 'as-of') return knownBook.run(db, { position, asOf: today, folder: own });
  const target = path.join(own, 'payments.xlsx');
  const order = { list: 'payments', filter: {}, today, part: `${target}.part`, target, format: 'xlsx' } as const;
  return exportSheet.run(db, { ...order, bom: false, atMs: systemClock.now() });
}

/** Looked at once in so many steps: to take all rubbish away costs more than a step. */
const LOOK_EVERY = 50;
const MEGABYTE = 1_048_576;

const told = { seconds: 0, cpuSeconds: 0, longestMs: 0, inUse: 0, mostMemory: 0 };
const work = steps();
for (let count = 1; ; count++) {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const { done } = work.next();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  told.seconds += ms / 1_000;
  told.cpuSeconds += (user + system) / 1e6;
  told.longestMs = Math.max(told.longestMs, ms);
  if (count % LOOK_EVERY === 0 || done) {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    told.inUse = Math.max(told.inUse, (heapUsed + external) / MEGABYTE);
  }
  if (done) break;
}
told.mostMemory = process.resourceUsage().maxRSS / 1024;
db.close();
rmSync(own, { recursive: true, force: true });
process.send?.(told, () => process.exit(0));
