/** Looking after the book: checked, rebuilt and compared, backed up; begun from the settings or by Ctrl K, going on elsewhere. */
import type { Backup, CheckResult, ReplayResult } from '../../main/features/books/contract';
import { api } from './client';
import { defineJob } from './use-job';

export const checkJob = defineJob<undefined, CheckResult>((_, signal) => api.books.check(undefined, { signal }));

export const replayJob = defineJob<undefined, ReplayResult>((_, signal) =>
  api.books.replayCheck(undefined, { signal }),
);

export const backupJob = defineJob<undefined, Backup>((_, signal) => api.books.backup({}, { signal }));
