/** Every act that runs on a thread of its own: a line per feature. */
import { makeChanges } from '../features/changes/making';
import { undoChanges } from '../features/changes/undo';
import { storeImport } from '../features/imports/store-act';
import { storeReports } from '../features/statements/report-store';
import { storeStatements } from '../features/statements/store-act';
import type { AnyLongAct } from '../journal/long-act';

export const longActs: readonly AnyLongAct[] = [storeImport, storeReports, storeStatements, makeChanges, undoChanges];
