/** Talks to an engine's socket: finds the engine that holds a book, and opens WebSockets to it. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { type Holder, holderSchema } from './shell';

/** A page of the API is far below this; an engine that sends more is broken. */
const largestMessageBytes = 64 * 1024 * 1024;
const connectTimeoutMs = 2000;
const handshakeTimeoutMs = 10_000;

/** Opens a WebSocket on an engine's socket (a Unix socket's path, or a named pipe). `path` begins with a slash. */
export function openEngineSocket(socket: string, path: string): WebSocket {
  // Not `ws+unix:`: a book's name may hold a colon or a question mark, which an address would cut at.
  return new WebSocket(`ws://engine${path}`, {
    createConnection: () => connect(socket),
    handshakeTimeout: handshakeTimeoutMs,
    maxPayload: largestMessageBytes,
    perMessageDeflate: false,
  });
}

/** Resolves when the socket is open; rejects when it closes or fails before. */
export function opened(webSocket: WebSocket): Promise<WebSocket> {
  if (webSocket.readyState === WebSocket.OPEN) return Promise.resolve(webSocket);
  return new Promise((resolve, reject) => {
    webSocket.once('open', () => resolve(webSocket));
    webSocket.once('error', reject);
    webSocket.once('close', () => reject(new Error('the engine closed the connection')));
  });
}

/** Whether somebody listens there. */
function socketAnswers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    const done = (answers: boolean) => {
      probe.destroy();
      resolve(answers);
    };
    probe.setTimeout(connectTimeoutMs, () => done(false));
    probe.once('connect', () => done(true));
    probe.once('error', () => done(false));
  });
}

/** Who holds the book, as the file beside it says; null when there is no such file or it cannot be understood. */
function holderOf(bookFile: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(`${bookFile}.holder`, 'utf8')));
  } catch {
    return null;
  }
}

/** The engine that has this book open and answers; null when there is none. */
export async function findEngine(bookFile: string): Promise<Holder | null> {
  const holder = holderOf(bookFile);
  return holder !== null && (await socketAnswers(holder.socket)) ? holder : null;
}
