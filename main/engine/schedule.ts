/** The engine's clockwork: starts what is due each second, and folds the write-ahead log in when things are quiet. */
import type { Db } from '../db/sql';
import type { RunningSync } from '../features/sync/syncing';

const TICK_MS = 1_000;
const CHECKPOINT_EVERY_MS = 30_000;

/** Gives the function that stops it. */
export function startSchedule(syncing: RunningSync, db: Db): () => void {
  syncing.tick();
  const tick = setInterval(() => syncing.tick(), TICK_MS);
  const checkpoint = setInterval(() => {
    if (!db.inTransaction) db.pragma('wal_checkpoint(PASSIVE)');
  }, CHECKPOINT_EVERY_MS);
  return () => {
    clearInterval(tick);
    clearInterval(checkpoint);
  };
}
