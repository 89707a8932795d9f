/** Keeps one way to the engine open, opens it again by itself, and gives the API that every screen calls through it. */
import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import type { Topic } from '../../main/contract';
import type { Api } from './api';
import { BOOK_MOVED, backoffMs, type ConnectionState, createStore, ENGINE_RESTARTING, type Phase } from './connection';
import { declaredFailure, EngineAway, failureOf } from './failure';
import { isElectron, openWire, SocketClosed, type Wire } from './link';
import { SessionRefused, shellStatus, startEngine } from './session';

/** A call that finds no engine waits this long for it before it fails; longer while the first one opens its book. */
const PATIENCE_MS = 20_000;

export const connection = createStore<ConnectionState>({
  phase: 'connecting',
  failure: null,
  round: 0,
  attempts: 0,
  gaveUp: false,
});

let current: Wire | null = null;
let arrivals: ((wire: Wire) => void)[] = [];
let wake = () => {};
let hear: (topics: readonly Topic[]) => void = () => {};

/** Who is told what may have changed in the book, for as long as the window lives. */
export function hearTopics(listener: (topics: readonly Topic[]) => void): void {
  hear = listener;
}

function setPhase(phase: Phase): void {
  const state = connection.get();
  connection.set({ ...state, phase, failure: null, attempts: phase === 'open' ? 0 : state.attempts + 1 });
}

function arrive(wire: Wire): void {
  current = wire;
  setPhase('open');
  connection.set({ ...connection.get(), round: connection.get().round + 1 });
  const waiting = arrivals;
  arrivals = [];
  for (const resolve of waiting) resolve(wire);
}

let welcome: (client: Api) => Promise<void> = async () => {};

/** What is asked over each new way to the engine before anything else may be. */
export function askFirst(ask: (client: Api) => Promise<void>): void {
  welcome = ask;
}

/** Another book is shown in this window now: nothing of the one before may stay on screen. */
function showOtherBook(): void {
  const screen = /^#\/[a-z-]+/.exec(location.hash)?.[0] ?? '';
  history.replaceState(null, '', `${location.pathname}${screen}`);
  location.reload();
}

/** After a way was lost or could not be had: what the shell says of it. */
async function learnWhy(code: number | null): Promise<void> {
  current = null;
  if (code === BOOK_MOVED) showOtherBook();
  else if (code === ENGINE_RESTARTING || isElectron) setPhase(code === null ? 'broken' : 'restarting');
  else {
    const { engine, failure } = await shellStatus();
    const known = engine === 'failed' ? declaredFailure(failure) : null;
    setPhase(known ? 'failed' : connection.get().phase === 'connecting' ? 'connecting' : 'broken');
    if (known) connection.set({ ...connection.get(), failure: known });
  }
}

/** Resolves after `ms`, or at once when the network is back or the window is looked at again (after sleep). */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      document.removeEventListener('visibilitychange', seen);
      resolve();
    };
    const seen = () => {
      if (document.visibilityState === 'visible') end();
    };
    const timer = setTimeout(end, ms);
    wake = end;
    window.addEventListener('online', end);
    document.addEventListener('visibilitychange', seen);
  });
}

/** Reached means that the engine has answered: a shell takes the way before its engine is up. */
async function listen(wire: Wire): Promise<void> {
  const client: Api = createORPCClient(wire.link);
  await welcome(client);
  const news = await client.live.watch();
  for await (const { topics } of news) {
    if (current === wire) hear(topics);
    else arrive(wire);
  }
}

async function connectOnce(): Promise<void> {
  try {
    const wire = await openWire();
    // How the stream ended says nothing; the way's close code does.
    await Promise.race([listen(wire), wire.closed]).catch(() => {});
    wire.close();
    await learnWhy(await wire.closed);
  } catch (error) {
    if (error instanceof SessionRefused) throw error;
    await learnWhy(error instanceof SocketClosed ? error.code : null);
  }
}

/** Runs for the life of the window. */
export async function keepConnected(): Promise<void> {
  for (;;) {
    try {
      await connectOnce();
    } catch (error) {
      if (error instanceof SessionRefused) {
        setPhase('refused');
        return;
      }
      setPhase('broken');
    }
    await pause(backoffMs(connection.get().attempts));
  }
}

/** For a window whose engine failed to start. */
export async function tryEngineAgain(how: 'retry' | 'demo'): Promise<void> {
  try {
    await startEngine(how);
  } finally {
    wake();
  }
}

function reachEngine(signal: AbortSignal | undefined): Promise<Wire> {
  if (current) return Promise.resolve(current);
  return new Promise((resolve, reject) => {
    let timer = setTimeout(tire, PATIENCE_MS);
    function tire() {
      const state = connection.get();
      // A shell that is there says when its engine has failed. One that brings a large book up to date takes minutes.
      if (state.phase === 'connecting') {
        timer = setTimeout(tire, PATIENCE_MS);
        return;
      }
      if (state.round === 0) connection.set({ ...state, gaveUp: true });
      finish(() => reject(new EngineAway()));
    }
    const stop = () => finish(() => reject(signal?.reason));
    const taken = (wire: Wire) => finish(() => resolve(wire));
    function finish(end: () => void) {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      arrivals = arrivals.filter((listener) => listener !== taken);
      end();
    }
    signal?.addEventListener('abort', stop, { once: true });
    arrivals.push(taken);
  });
}

const link: ClientLink<ClientContext> = {
  async call(path, input, options) {
    const wire = await reachEngine(options.signal);
    try {
      return await wire.link.call(path, input, options);
    } catch (error) {
      // Somebody locked this window, or nobody was at it for too long: it finds out at once.
      if (failureOf(error).code === 'operator-locked') hear(['operators']);
      // A way that broke under a call says so in the library's own words; people get ours.
      if (wire !== current && !options.signal?.aborted) throw new EngineAway('the way broke', { cause: error });
      throw error;
    }
  },
};

/** Every call waits for the engine when it is away, and may fail with a typed FAILURE (see failure.ts). */
export const api: Api = createORPCClient(link);
