/** Joins a page's port to an engine that another program started, whose socket is the only way to it. */
import type { WebSocket } from 'ws';

/** What is used of Electron's MessagePortMain; Node's MessagePort is close enough for tests to stand in. */
export interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  postMessage(data: unknown): void;
  close(): void;
}

/** The same frames as on the port: text as text, bytes as bytes. Either end's closing closes the other. */
export function relayPort(port: Port, engine: WebSocket): void {
  engine.on('error', () => {});
  engine.on('message', (data, isBinary) => {
    if (!isBinary) return port.postMessage(data.toString());
    // ws gives whole frames as a Buffer; the page is to get bytes without the pool behind them.
    port.postMessage(Buffer.isBuffer(data) ? new Uint8Array(data) : new Uint8Array(0));
  });
  engine.on('close', () => port.close());
  port.on('message', ({ data }) => {
    if (engine.readyState !== engine.OPEN) return;
    if (typeof data === 'string' || data instanceof Uint8Array || data instanceof ArrayBuffer) engine.send(data);
  });
  port.on('close', () => engine.close());
  port.start();
}
