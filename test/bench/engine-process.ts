/** The engine as `main/engine/index.ts` starts it, built beside the bench: what else is built meanwhile does not touch it. */
import path from 'node:path';
import { engineArguments } from '../../main/engine/arguments';
import { startEngine } from '../../main/engine/engine';

const workers = {
  reader: path.join(import.meta.dirname, 'reader-worker.js'),
  writer: path.join(import.meta.dirname, 'writer-worker.js'),
};
const engine = await startEngine(engineArguments(process.argv.slice(2)), workers, () => void end());
const end = () => engine.close().then(() => process.exit(0));
process.on('SIGTERM', () => void end());
console.log(JSON.stringify({ event: 'ready', socket: engine.socket, pid: process.pid }));
