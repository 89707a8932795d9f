/** The command line's way to a book: the engine that has it open, else one of its own that ends with the command. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../contract';
import { Failure } from '../kernel/failure';
import { PAST_HEADER } from '../kernel/past';
import { goodbyeCode } from '../shell/control';
import { type EngineProcess, engineArguments, nodeProcesses, readyEngine } from '../shell/engine-process';
import { findEngine, openEngineSocket, opened } from '../shell/engine-socket';
import { type BookChoice, makePlaces, type Places, placesOf } from '../shell/places';

export type Api = ContractRouterClient<Contract>;

export interface Connected {
  api: Api;
  /** What is asked from now on is asked of the book as it was; the text is a point's (`kernel/past.ts`). */
  lookFrom(point: string): void;
  /** True when another program's engine answers. */
  attached: boolean;
  /** True when the engine went away while the command was at work. */
  lost(): boolean;
  close(): Promise<void>;
}

/** Longest wait for an engine of ours to end after its last command. */
const END_WITHIN_MS = 8_000;
/** The book's lock may be held by an engine that is about to answer, or about to end: so it is tried again. */
const LOCK_WAITS_MS = [250, 500, 1_000, 2_000, 4_000];

/** Throws Failure path-invalid when Counterfoil's folder cannot be made. */
export function ourPlaces(): Places {
  const places = placesOf({ env: process.env, platform: process.platform, homeFolder: homedir() });
  try {
    makePlaces(places);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('path-invalid', { file: places.home, detail }, { cause });
  }
  return places;
}

/** Throws Failure book-* and what else keeps an engine from opening the book; cancelled when the signal says so. */
export async function connect(
  choice: BookChoice,
  places: Places,
  signal: AbortSignal,
  more: readonly string[] = [],
): Promise<Connected> {
  for (const waitMs of [...LOCK_WAITS_MS, 0]) {
    signal.throwIfAborted();
    const running = await attach(choice.file);
    if (running) return running;
    try {
      return await start(choice, places, signal, more);
    } catch (error) {
      if (waitMs === 0 || !(error instanceof Failure) || error.code !== 'book-locked') throw error;
    }
    await pause(waitMs, undefined, { signal });
  }
  throw new Failure('engine-stopped');
}

async function attach(file: string): Promise<Connected | null> {
  const found = await findEngine(file);
  // It may have ended since it was found.
  return found ? talk(found.socket, true, async () => {}).catch(() => null) : null;
}

async function start(
  choice: BookChoice,
  places: Places,
  signal: AbortSignal,
  more: readonly string[],
): Promise<Connected> {
  const here = dirname(fileURLToPath(import.meta.url));
  const engine = nodeProcesses(
    join(here, 'engine.js'),
    places.compiled,
  )([...engineArguments(choice, places.home, 'command line'), ...more]);
  const ended = new Promise<void>((resolve) => engine.onExit(resolve));
  const stop = () => engine.end();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { socket } = await readyEngine(engine);
    return await talk(socket, false, () => endOf(engine, ended));
  } catch (error) {
    engine.end();
    await endOf(engine, ended);
    throw signal.aborted ? new Failure('cancelled', {}, { cause: error }) : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function endOf(engine: EngineProcess, ended: Promise<void>): Promise<void> {
  const timer = setTimeout(() => engine.end(), END_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

async function talk(socket: string, attached: boolean, ended: () => Promise<void>): Promise<Connected> {
  const webSocket = await opened(openEngineSocket(socket, '/rpc?shell=none')).catch((cause: unknown) => {
    throw new Failure('engine-stopped', {}, { cause });
  });
  let point: string | null = null;
  const headers = () => (point === null ? {} : { [PAST_HEADER]: point });
  const api: Api = createORPCClient(new RPCLink({ websocket: webSocket, headers }));
  let lost = false;
  const onLost = () => {
    lost = true;
  };
  webSocket.on('close', onLost);
  return {
    api,
    lookFrom(text) {
      point = text;
    },
    attached,
    lost: () => lost,
    async close() {
      webSocket.off('close', onLost);
      webSocket.close(goodbyeCode);
      await ended();
    },
  };
}
