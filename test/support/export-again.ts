/** An export of a list compared with the book as it is now, in a side book that must be gone afterwards. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Db } from '../../main/db/sql';
import { type AgainInput, compareExport } from '../../main/features/export/again';
import type { Compared, ListName } from '../../main/features/export/contract';
import type { Written } from '../../main/features/export/written';
import { dayIn } from '../../main/kernel/time';
import { temporaryFolder } from './book';

/** When both were taken, unless `more` says otherwise: UTC milliseconds. */
export const COMPARED_MS = Date.UTC(2026, 10, 21, 12);
const compared = { at: COMPARED_MS, day: dayIn('UTC')(COMPARED_MS) };

/** `of`: what the receipt says of the export; `now`: when it is run again. */
export function againOf(
  db: Db,
  list: ListName,
  filter: object,
  of: Pick<Written, 'rows' | 'totals' | 'head'>,
  more: Partial<AgainInput['made']> = {},
  now: AgainInput['now'] = compared,
): Compared {
  const folder = temporaryFolder();
  const { rows, totals, head } = of;
  const made = { ...compared, position: head.position, hash: head.hash, rows, totals, ...more };
  const steps = compareExport.run(db, { list, filter, made, now, side: path.join(folder, 'side') });
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    expect(readdirSync(folder)).toEqual([]);
    return step.value;
  }
}
