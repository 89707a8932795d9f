/** Checking a whole book, beside what reading it costs: SQLite's own check of the file, and every row once. */
import { journalTables, projectionTables } from '../../main/db/classes';
import { verify } from '../../main/journal/verify';
import { type Figure, inTurn, type Line, type Setting, spread, timed } from './measure';
import { readerOf } from './reading';

export const checking: Figure = {
  name: 'verify',
  title: 'Check the book',
  async run(setting: Setting): Promise<Line[]> {
    const db = readerOf(setting);
    const seconds = await inTurn(
      {
        ours: () =>
          timed(() => {
            const steps = verify(db);
            let step = steps.next();
            while (!step.done) step = steps.next();
            if (!step.value.ok) throw new Error(`the book is not whole: ${JSON.stringify(step.value.findings[0])}`);
          }) / 1_000,
        reading: () =>
          timed(() => {
            db.pragma('integrity_check');
            for (const table of [...journalTables, ...projectionTables]) {
              for (const _row of db.prepare(`SELECT * FROM ${table}`).raw().iterate());
            }
          }) / 1_000,
      },
      3,
    );
    db.close();
    return [
      {
        work: 'Check the book',
        unit: 's',
        ours: spread(seconds.ours),
        reference: { name: 'integrity_check + every row', spread: spread(seconds.reading) },
        target: { kind: 'at-most', value: 1.5, of: 'reference' },
        note: 'three rounds',
      },
    ];
  },
};
