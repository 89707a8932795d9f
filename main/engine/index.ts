/** The engine's process: says in one line that it is up or why it is not, then serves until nobody is left. */
import { Failure } from '../kernel/failure';
import { engineArguments } from './arguments';
import { startEngine } from './engine';
import { listenToPorts } from './ports';
import reader from './reader-worker?modulePath';
import writer from './writer-worker?modulePath';

// What this process makes (lock, socket, exports) is for this user only.
process.umask(0o077);

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const engine = await startEngine(engineArguments(process.argv.slice(2)), { reader, writer }, () => void end());
  let ending: Promise<void> | null = null;
  const end = () => {
    ending ??= engine.close().then(() => process.exit(0));
    return ending;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
  listenToPorts(engine);
  say({ event: 'ready', socket: engine.socket, pid: process.pid });
} catch (error) {
  const failure = error instanceof Failure ? error : null;
  if (!failure) console.error(error);
  const code = failure?.code ?? 'programmer-error';
  process.stdout.write(
    `${JSON.stringify({ event: 'failed', code, params: failure?.params ?? { incident: 'start' } })}\n`,
    () => process.exit(3),
  );
}
