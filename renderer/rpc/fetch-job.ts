/** One gateway account fetched now, whichever screen asks for it; one at a time. */
import type { SyncResult } from '../../main/features/sync/contract';
import { api } from './client';
import { defineJob } from './use-job';

/** Takes the account's key. */
export const fetchJob = defineJob<string, SyncResult>((gateway, signal) => api.sync.now({ gateway }, { signal }));
