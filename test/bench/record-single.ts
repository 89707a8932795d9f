/** Recording one payment a transaction, each on the disk before the next, beside the bare loop doing the same. */
import { bareLoop, bareRow } from './bare-loop';
import { copyOfBigBook, recordEvents } from './big-book';
import { type Figure, inTurn, type Line, type Setting, spread, timed } from './measure';
import { madeEvents } from './rows';

const A_ROUND = 300;

export const recordSingle: Figure = {
  name: 'single',
  title: 'Record one payment, durable',
  async run(setting: Setting): Promise<Line[]> {
    const { rows } = setting;
    const book = copyOfBigBook(setting, 'single');
    const bare = bareLoop(setting, 'bare', rows);
    const starts = (round: number) => Array.from({ length: A_ROUND }, (_, n) => rows + round * A_ROUND + n);
    const perSecond = (ms: number) => A_ROUND / (ms / 1_000);
    const rates = await inTurn({
      ours(round) {
        const each = starts(round).map((n) => [...madeEvents(n, n + 1, rows)]);
        return perSecond(timed(() => each.forEach((events) => void recordEvents(book, () => events))));
      },
      bare(round) {
        const each = starts(round).map((n) => [bareRow(n, rows)]);
        return perSecond(timed(() => each.forEach((batch) => void bare.write(batch))));
      },
    });
    book.db.close();
    bare.close();
    return [
      {
        work: 'Record one payment, durable',
        unit: '/s',
        ours: spread(rates.ours),
        reference: { name: 'bare loop', spread: spread(rates.bare) },
        target: { kind: 'at-least', value: 0.8, of: 'reference' },
      },
    ];
  },
};
