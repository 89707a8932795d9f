/** Passes frames between a page and the engine, byte for byte, and tells the page by close codes what happened. */
import { WebSocket } from 'ws';
import { Failure } from '../../kernel/failure';
import type { EngineHost } from '../engine-host';

/** Close codes that a page understands. The page comes back by itself after `engineDied`. */
export const closeCodes = {
  /** The engine went away and is being started again: connect again. */
  engineDied: 1012,
  /** Another book is here now, or (in development) another page: load it again. */
  moved: 4001,
  /** The engine cannot start: the reason is the failure's code, and `/status` has the rest. */
  failed: 4004,
} as const;

/** A reader this far behind makes the other side wait. */
const mostBufferedBytes = 4 * 1024 * 1024;

function pass(from: WebSocket, to: WebSocket): void {
  from.on('message', (data, isBinary) => {
    if (to.readyState !== WebSocket.OPEN) return;
    to.send(data, { binary: isBinary }, () => {
      if (from.isPaused && to.bufferedAmount < mostBufferedBytes / 2) from.resume();
    });
    if (to.bufferedAmount > mostBufferedBytes) from.pause();
  });
}

/** Joins a page to the engine for as long as both live. */
export async function relay(page: WebSocket, host: EngineHost): Promise<void> {
  // An error is always followed by a close; without a listener it would end the shell.
  page.on('error', () => {});
  page.pause();
  let engine: WebSocket;
  try {
    engine = await host.connect();
  } catch (error) {
    page.resume();
    if (error instanceof Failure) page.close(closeCodes.failed, error.code);
    else page.close(closeCodes.engineDied);
    return;
  }
  engine.on('error', () => {});
  engine.on('close', () => page.close(closeCodes.engineDied));
  page.on('close', () => engine.close());
  pass(engine, page);
  pass(page, engine);
  page.resume();
  if (page.readyState !== WebSocket.OPEN) engine.close();
}
