/** The WebSocket of a shell to its engine: says who the shell is and answers what the engine asks of it. */
import type { WebSocket } from 'ws';
import { Failure } from '../kernel/failure';
import { openEngineSocket, opened } from './engine-socket';
import { type Answer, type Ask, answerMessageSchema, askMessageSchema, lockSchema, type ShellKind } from './shell';

export interface Control {
  /** Says goodbye: an engine that nobody else uses ends at once instead of after its grace. */
  goodbye(): void;
  /** Locks every window of the book. */
  lock(): void;
}

export interface ControlTalk {
  socket: string;
  key: string;
  kind: ShellKind;
  answer: (ask: Ask) => Promise<Answer>;
  /** The engine went away without our goodbye. */
  onLost: () => void;
}

/** Close code of a shell that ends or moves to another book. */
export const goodbyeCode = 4000;

/** Resolves once the engine knows this shell. Rejects when the engine does not answer. */
export async function openControl(talk: ControlTalk): Promise<Control> {
  const webSocket = await opened(openEngineSocket(talk.socket, '/shell'));
  let left = false;
  // Without a listener an error would end the shell; what follows an error is always a close.
  webSocket.on('error', () => {});
  webSocket.on('close', () => {
    if (!left) talk.onLost();
  });
  webSocket.on('message', (data) => void answerOne(webSocket, data.toString(), talk.answer));
  webSocket.send(JSON.stringify({ hello: { key: talk.key, kind: talk.kind } }));
  return {
    goodbye: () => {
      left = true;
      webSocket.close(goodbyeCode);
    },
    lock: () => {
      if (webSocket.readyState === webSocket.OPEN) webSocket.send(JSON.stringify(lockSchema.parse({ lock: true })));
    },
  };
}

async function answerOne(webSocket: WebSocket, text: string, answer: ControlTalk['answer']): Promise<void> {
  const message = readAsk(text);
  if (message === null) return;
  let reply: Answer;
  try {
    reply = await answer(message.ask);
  } catch (error) {
    reply = refusal(error);
  }
  if (webSocket.readyState !== webSocket.OPEN) return;
  webSocket.send(JSON.stringify(answerMessageSchema.parse({ id: message.id, answer: reply })));
}

function refusal(error: unknown): Answer {
  if (!(error instanceof Failure))
    return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
  return { kind: 'refused', why: error.message, failure: { code: error.code, params: error.params } };
}

function readAsk(text: string) {
  try {
    return askMessageSchema.parse(JSON.parse(text));
  } catch (error) {
    console.error(`The engine asked something that this shell does not know: ${String(error)}`);
    return null;
  }
}
