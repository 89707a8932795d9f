/** Recording thousands of events a transaction into a big book, as a first sync does, beside the floor and the bare loop. */
import { statSync } from 'node:fs';
import type { Recorded } from '../../main/journal/record';
import { bareLoop, bareRow } from './bare-loop';
import { copyOfBigBook, recordEvents } from './big-book';
import { openFloor, writesOf } from './floor';
import { type Figure, type Line, ROUNDS, type Setting, spread, timedAlone } from './measure';
import { madeEvents } from './rows';

/** Payments of one round, in transactions of this many. */
const A_ROUND = 20_000;
const A_COMMIT = 5_000;

export const recordBatch: Figure = {
  name: 'record',
  title: 'Record events in batches',
  async run(setting: Setting): Promise<Line[]> {
    const { rows } = setting;
    const book = copyOfBigBook(setting, 'record');
    const floorBook = copyOfBigBook(setting, 'record-floor');
    const floor = openFloor(floorBook);
    const bare = bareLoop(setting, 'bare', rows);
    // In turn batch by batch, not round by round: what else the machine does then meets all three alike.
    const rates: Record<'ours' | 'floor' | 'bare', number[]> = { ours: [], floor: [], bare: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const ms = { ours: 0, floor: 0, bare: 0 };
      for (let n = rows + round * A_ROUND; n < rows + (round + 1) * A_ROUND; n += A_COMMIT) {
        const events = [...madeEvents(n, n + A_COMMIT, rows)];
        let recorded: Recorded | undefined;
        ms.ours += timedAlone(() => {
          recorded = recordEvents(book, () => events);
        });
        const writes = recorded ? writesOf(book, recorded, floor.lastAccount()) : [];
        ms.floor += timedAlone(() => floor.write(writes));
        const bareRows = Array.from({ length: A_COMMIT }, (_, i) => bareRow(n + i, rows));
        ms.bare += timedAlone(() => bare.write(bareRows));
      }
      floor.compare(book);
      for (const way of ['ours', 'floor', 'bare'] as const) rates[way].push(A_ROUND / (ms[way] / 1000));
    }
    book.db.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = statSync(book.file).size / (rows + rates.ours.length * A_ROUND);
    book.db.close();
    floor.close();
    bare.close();
    const work = `Record ${A_ROUND.toLocaleString('en')} payments, ${A_COMMIT.toLocaleString('en')} a transaction`;
    const ours = spread(rates.ours);
    const least = (value: number) => ({ kind: 'at-least', value, of: 'reference' }) as const;
    return [
      { work, unit: '/s', ours, reference: { name: 'the floor', spread: spread(rates.floor) }, target: least(0.75) },
      { work, unit: '/s', ours, reference: { name: 'bare loop', spread: spread(rates.bare) }, target: least(0.25) },
      {
        work: 'File per payment',
        unit: 'B',
        ours: spread([bytes]),
        target: { kind: 'at-most', value: 1_024, of: 'value' },
        note: 'journal, search and rollups included',
      },
    ];
  },
};
