/** The command line's way to a book: the engine that has it open, else one of its own that ends with the command. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../contract';
import { Failure } from '../kernel/failure';
import { goodbyeCode } from '../shell/control';
import { engineArguments, nodeProcesses, readyEngine } from '../shell/engine-process';
import { findEngine, openEngineSocket, opened } from '../shell/engine-socket';
import { type BookChoice, makePlaces, type Places, placesOf } from '../shell/places';

export type Api = ContractRouterClient<Contract>;

export interface Connected {
  api: Api;
  /** True when another program's engine answers. */
  attached: boolean;
  close(): Promise<void>;
}

/** Longest wait for an engine of ours to end after its last command. */
const END_WITHIN_MS = 8_000;

export function ourPlaces(): Places {
  const places = placesOf({ env: process.env, platform: process.platform, homeFolder: homedir() });
  makePlaces(places);
  return places;
}

/** Throws Failure book-* and what else keeps an engine from opening the book. */
export async function connect(choice: BookChoice, places: Places, more: readonly string[] = []): Promise<Connected> {
  const found = await findEngine(choice.file);
  if (found) return talk(found.socket, true, async () => {});
  const here = dirname(fileURLToPath(import.meta.url));
  const start = nodeProcesses(join(here, 'engine.js'));
  const engine = start([...engineArguments(choice, places.home, 'command line'), ...more]);
  const ended = new Promise<void>((resolve) => engine.onExit(resolve));
  const { socket } = await readyEngine(engine);
  return talk(socket, false, async () => {
    const timer = setTimeout(() => engine.end(), END_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  });
}

async function talk(socket: string, attached: boolean, ended: () => Promise<void>): Promise<Connected> {
  const webSocket = await opened(openEngineSocket(socket, '/rpc?shell=none')).catch((cause: unknown) => {
    throw new Failure('engine-stopped', {}, { cause });
  });
  const api: Api = createORPCClient(new RPCLink({ websocket: webSocket }));
  return {
    api,
    attached,
    async close() {
      webSocket.close(goodbyeCode);
      await ended();
    },
  };
}
