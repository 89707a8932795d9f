/** An engine on a book, in a process of its own, asked as a window asks it. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../main/contract';
import { goodbyeCode } from '../../main/shell/control';
import { engineArguments, nodeProcesses, readyEngine } from '../../main/shell/engine-process';
import { openEngineSocket, opened } from '../../main/shell/engine-socket';
import type { Setting } from './measure';

export type Api = ContractRouterClient<Contract>;

export interface RunningEngine {
  api: Api;
  /** The most memory that it held since `forgetPeak`, megabytes; null where the system does not tell. */
  peakMb(): number | null;
  forgetPeak(): void;
  close(): Promise<void>;
}

/** Also waits until the book was checked, which a large one is while lists are already shown. */
export async function engineOn(setting: Setting, file: string): Promise<RunningEngine> {
  const started = nodeProcesses(path.join(setting.programs, 'engine-process.js'))(
    engineArguments({ file, demo: false }, path.join(setting.folder, 'home'), 'bench'),
  );
  const ended = new Promise<void>((resolve) => started.onExit(resolve));
  const { socket } = await readyEngine(started);
  const webSocket = await opened(openEngineSocket(socket, '/rpc?shell=none'));
  const api: Api = createORPCClient(new RPCLink({ websocket: webSocket }));
  const out = path.join(setting.folder, 'first.csv');
  // Exports wait for the check.
  await resultOf(await api.exports.rows({ list: 'payments', filter: { text: 'zzyzx' }, file: out, overwrite: true }));
  return {
    api,
    peakMb: () => peakMbOf(started.pid),
    forgetPeak: () => forgetPeakOf(started.pid),
    async close() {
      webSocket.close(goodbyeCode);
      await ended;
    },
  };
}

function peakMbOf(pid: number | undefined): number | null {
  if (process.platform !== 'linux') return null;
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return found ? Number.parseInt(found[1] ?? '', 10) / 1_024 : null;
}

function forgetPeakOf(pid: number | undefined): void {
  if (process.platform === 'linux') writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

export async function resultOf<Result>(steps: AsyncIterator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
