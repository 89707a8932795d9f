/** A list as its CSV says it, read back by a parser that is not ours. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import type { Db } from '../../main/db/sql';
import type { ListName } from '../../main/features/export/contract';
import { countSheet, exportSheet } from '../../main/features/export/sheet-job';
import { dayIn } from '../../main/kernel/time';
import { temporaryFolder } from './book';

/** Its rows by their headings, its totals, how many were counted before, and what its receipt would say. `db`: of a book in a file. `atMs`: UTC milliseconds. */
export function listCsv(db: Db, list: ListName, filter: object, atMs: number) {
  const file = path.join(temporaryFolder(), 'list.csv');
  const order = { list, filter, today: dayIn('UTC')(atMs), atMs };
  const counted = countSheet.run(db, order);
  const steps = exportSheet.run(db, { ...order, part: file, target: file, format: 'csv', bom: false });
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    const { data, errors } = Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), {
      ...{ header: true, skipEmptyLines: true, newline: '\r\n', delimiter: ',' },
    });
    if (errors.length > 0) throw new Error(errors[0]?.message);
    return { rows: data, totals: step.value.totals, counted, written: step.value };
  }
}
