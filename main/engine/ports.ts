/** In Electron a page's port comes straight to this process and takes the place of a WebSocket: no shell in between. */
import { EventEmitter } from 'node:events';
import { RPCHandler } from '@orpc/server/message-port';
import { portMessageSchema } from '../shell/shell';
import { withHeader } from './past-calls';
import { type EngineContext, router } from './router';

/** What is used of Electron's MessagePortMain. */
interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  postMessage(data: unknown): void;
  close(): void;
}

interface PortTaker {
  /** The context of a window by its shell's key, and a way to count the window among those who are connected. */
  windowOf(key: string): EngineContext;
  arrived(): () => void;
}

/** Does nothing where there is no Electron above this process. */
export function listenToPorts(engine: PortTaker): void {
  if (!('parentPort' in process) || !(process.parentPort instanceof EventEmitter)) return;
  const handler = new RPCHandler<EngineContext>(router, {
    interceptors: [({ next, ...of }) => next({ ...of, context: withHeader(of.context, of.request.headers) })],
  });
  process.parentPort.on('message', (event: { data: unknown; ports: Port[] }) => {
    const message = portMessageSchema.safeParse(event.data);
    const port = event.ports[0];
    if (!message.success || !port) return;
    const left = engine.arrived();
    port.on('close', left);
    handler.upgrade(port, { context: engine.windowOf(message.data.rpc.shell) });
    port.start();
  });
}
