/** The entry of a reader's worker thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { serveReader } from '../db/reader-worker-loop';
import { readings } from './queries';

const orderSchema = z.object({
  file: z.string(),
  present: z.string().optional(),
  cacheKib: z.number().int().positive().optional(),
});
const order = orderSchema.parse(workerData);
if (!parentPort) throw new Error('the reader runs as a worker thread');
serveReader(parentPort, order, readings);
