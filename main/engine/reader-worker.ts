/** The entry of a reader's worker thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { serveReader } from '../db/reader-worker-loop';
import { readings } from './queries';

const { file, present } = z.object({ file: z.string(), present: z.string().optional() }).parse(workerData);
if (!parentPort) throw new Error('the reader runs as a worker thread');
serveReader(parentPort, file, readings, present);
