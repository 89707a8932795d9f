/** Recording thousands of events a transaction into a big book, as a first sync does, beside the floor and the bare loop. */
import { statSync } from 'node:fs';
import type { Recorded } from '../../main/journal/record';
import { bareLoop, bareRow } from './bare-loop';
import { copyOfBigBook, recordEvents } from './big-book';
import { openFloor, writesOf } from './floor';
import { type Figure, inTurn, type Line, type Setting, spread, timed } from './measure';
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
    let recorded: Recorded[] = [];
    const perSecond = (ms: number) => A_ROUND / (ms / 1000);
    const starts = (round: number) =>
      Array.from({ length: A_ROUND / A_COMMIT }, (_, n) => rows + round * A_ROUND + n * A_COMMIT);
    const figures = await inTurn({
      ours(round) {
        const batches = starts(round).map((n) => [...madeEvents(n, n + A_COMMIT, rows)]);
        recorded = [];
        return perSecond(timed(() => batches.map((batch) => recorded.push(recordEvents(book, () => batch)))));
      },
      floor() {
        const batches = recorded.map((batch, n) => writesOf(book, batch, n === 0 ? floor.lastAccount() : Infinity));
        const ms = timed(() => batches.map((batch) => floor.write(batch)));
        floor.compare(book);
        return perSecond(ms);
      },
      bare(round) {
        const batches = starts(round).map((n) => Array.from({ length: A_COMMIT }, (_, i) => bareRow(n + i, rows)));
        return perSecond(timed(() => batches.map((batch) => bare.write(batch))));
      },
    });
    book.db.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = statSync(book.file).size / (rows + figures.ours.length * A_ROUND);
    book.db.close();
    floor.close();
    bare.close();
    const work = `Record ${A_ROUND.toLocaleString('en')} payments, ${A_COMMIT.toLocaleString('en')} a transaction`;
    const ours = spread(figures.ours);
    const least = (value: number) => ({ kind: 'at-least', value, of: 'reference' }) as const;
    return [
      { work, unit: '/s', ours, reference: { name: 'the floor', spread: spread(figures.floor) }, target: least(0.75) },
      { work, unit: '/s', ours, reference: { name: 'bare loop', spread: spread(figures.bare) }, target: least(0.25) },
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
