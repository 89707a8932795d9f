/** The engine as a utility process of Electron: it alone can be handed a page's port. */
import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { EngineProcess, StartProcess } from '../engine-process';
import type { PortMessage } from '../shell';

const children = new WeakMap<EngineProcess, UtilityProcess>();

export function utilityProcesses(engineFile: string): StartProcess {
  return (args) => {
    const child = utilityProcess.fork(engineFile, [...args], {
      serviceName: 'Counterfoil engine',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (child.stdout === null) throw new Error('the engine was started without its output');
    let ended = false;
    const listeners: (() => void)[] = [];
    child.once('exit', () => {
      ended = true;
      for (const listener of listeners) listener();
    });
    const engine: EngineProcess = {
      // Known only once it runs.
      get pid() {
        return child.pid;
      },
      // from outside: Electron's type says less than what it gives, a readable stream of Node
      stdout: child.stdout as EngineProcess['stdout'],
      onExit: (listener) => {
        if (ended) listener();
        else listeners.push(listener);
      },
      end: () => void child.kill(),
    };
    children.set(engine, child);
    return engine;
  };
}

/** Hands a page's port to the engine's process. False when the engine is not one that this shell started. */
export function handPortToEngine(engine: EngineProcess | null, key: string, port: MessagePortMain): boolean {
  const child = engine === null ? undefined : children.get(engine);
  if (child === undefined) return false;
  const message: PortMessage = { rpc: { shell: key } };
  child.postMessage(message, [port]);
  return true;
}
