/** The engine's clockwork: starts what is due each second, and folds the write-ahead log in when things are quiet. */
import type { RunningSync } from '../features/sync/syncing';
import type { Book } from '../journal/record';

const TICK_MS = 1_000;
const CHECKPOINT_EVERY_MS = 30_000;

/** Gives the function that stops it. What fails (a full disk, say) goes to `unexpected` and is tried again at its next time. */
export function startSchedule(
  syncing: Pick<RunningSync, 'tick'>,
  book: Pick<Book, 'db'>,
  /** What is due waits a second more while a long act writes. */
  gate: { isShut: boolean },
  unexpected: (message: string, error: unknown) => void,
): () => void {
  const trying = (what: string, work: () => void) => () => {
    try {
      work();
    } catch (error) {
      unexpected(what, error);
    }
  };
  const look = trying('starting what is due', () => {
    if (!gate.isShut) syncing.tick();
  });
  const fold = trying('folding the write-ahead log in', () => {
    if (!book.db.inTransaction) book.db.pragma('wal_checkpoint(PASSIVE)');
  });
  look();
  const tick = setInterval(look, TICK_MS);
  const checkpoint = setInterval(fold, CHECKPOINT_EVERY_MS);
  return () => {
    clearInterval(tick);
    clearInterval(checkpoint);
  };
}
